namespace R2.Cmdlets.Connections;

/// <summary>Named settings in a user file that holds no secret.</summary>
internal static class Profiles
{
    /// <summary>~/.config/R2/profiles.json, or %APPDATA%\R2\profiles.json.</summary>
    public static string FilePath { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "R2", "profiles.json");

    public static R2Exception NotFound(string name) => new("ProfileNotFound", $"There is no profile '{name}' in '{FilePath}'.");
}
