using System.Runtime.CompilerServices;

namespace R2.Unit.Support;

/// <summary>Profiles go to a folder of this run, never to the user's own.</summary>
internal static class ConfigFolder
{
    public static string Root { get; } = Path.Combine(Path.GetTempPath(), $"r2-config-{Environment.ProcessId}");

    [ModuleInitializer]
    internal static void Redirect() => Environment.SetEnvironmentVariable(OperatingSystem.IsWindows() ? "APPDATA" : "XDG_CONFIG_HOME", Root);
}
