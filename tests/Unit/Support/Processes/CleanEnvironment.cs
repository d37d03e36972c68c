using System.Runtime.CompilerServices;

namespace R2.Unit.Support;

internal static class CleanEnvironment
{
    /// <summary>Says for how long the model runs, and nothing to the product.</summary>
    public const string ModelSeconds = "R2_MODEL_SECONDS";

    /// <summary>A developer's own R2_… variables must not reach a test: some of them write.</summary>
    [ModuleInitializer]
    internal static void Clear()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static name => name.StartsWith("R2_", StringComparison.OrdinalIgnoreCase) && name != ModelSeconds))
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        // As the configuration says that PowerShell 7 brings along for Windows, and its SDK does not: without one Windows runs no scripts.
        Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "RemoteSigned");
    }
}
