using System.Runtime.CompilerServices;

namespace R2.Unit.Support;

/// <summary>Profiles go to a folder of this run, never to the user's own.</summary>
internal static class ConfigFolder
{
    public static string Variable => OperatingSystem.IsWindows() ? "APPDATA" : "XDG_CONFIG_HOME";

    [ModuleInitializer]
    internal static void Redirect() => Environment.SetEnvironmentVariable(Variable, Path.Combine(Path.GetTempPath(), $"r2-config-{Environment.ProcessId}"));
}
