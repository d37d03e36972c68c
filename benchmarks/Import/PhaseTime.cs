using System.Diagnostics;
using System.Globalization;

namespace R2.ImportBenchmark;

/// <summary>One script in a fresh process, timed from inside it: without what starting and ending the process takes.</summary>
internal sealed record PhaseTime(double Milliseconds, double Processor, double Methods, double WorkingSetMebibytes)
{
    public static PhaseTime Of(Host host, string script)
    {
        string timed = $$"""
            $ErrorActionPreference = 'Stop'
            $cpu = [Environment]::CpuUsage.TotalTime; $methods = [Runtime.JitInfo]::GetCompiledMethodCount(); $clock = [Diagnostics.Stopwatch]::StartNew()
            {{script}}
            $time = $clock.Elapsed.TotalMilliseconds
            [string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2} {3}', $time, ([Environment]::CpuUsage.TotalTime - $cpu).TotalMilliseconds, ([Runtime.JitInfo]::GetCompiledMethodCount() - $methods), ([Environment]::WorkingSet / 1MB))
            """;
        ProcessStartInfo start = new(host.Program, [.. host.Arguments, timed]) { RedirectStandardOutput = true };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double[] values = [.. output.Split(' ').Select(static value => double.TryParse(value, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return process.ExitCode == 0 && values.Length == 4 && values.All(double.IsFinite)
            ? new(values[0], values[1], values[2], values[3])
            : throw new InvalidOperationException($"{host.Program} ended with {process.ExitCode}: {output}");
    }
}
