using System.Runtime.CompilerServices;

namespace R2.Unit.Support;

/// <summary>Journals of transfers go to a folder of this run, never to the user's own.</summary>
internal static class StateFolder
{
    [ModuleInitializer]
    internal static void Redirect() => Environment.SetEnvironmentVariable(
        OperatingSystem.IsWindows() ? "LOCALAPPDATA" : "XDG_STATE_HOME", Path.Combine(Path.GetTempPath(), $"r2-state-{Environment.ProcessId}"));
}
