namespace R2.ImportBenchmark;

/// <summary>How to start a fresh process that runs a script: the program and what stands before the script.</summary>
internal sealed record Host(string Name, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>The engine from NuGet and nothing else.</summary>
    public static Host ThisProgram { get; } = new("engine", Environment.ProcessPath!, ["--script"]);

    public static Host PowerShell(string path) => new("pwsh", path, ["-NoProfile", "-NonInteractive", "-Command"]);
}
