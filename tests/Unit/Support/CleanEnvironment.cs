using System.Runtime.CompilerServices;

namespace R2.Unit.Support;

internal static class CleanEnvironment
{
    /// <summary>A developer's own R2_… variables must not reach a test: some of them write.</summary>
    [ModuleInitializer]
    internal static void Clear()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static name => name.StartsWith("R2_", StringComparison.OrdinalIgnoreCase)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
