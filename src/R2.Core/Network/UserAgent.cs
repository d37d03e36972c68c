namespace R2.Network;

/// <summary>How the library names itself to servers.</summary>
internal static class UserAgent
{
    public static string Value { get; } = $"R2-PowerShell/{typeof(UserAgent).Assembly.GetName().Version?.ToString(3)}";
}
