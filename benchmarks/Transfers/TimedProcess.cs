using System.Diagnostics;
using System.Globalization;

namespace R2.TransferBenchmark;

/// <summary>
/// Runs a process under GNU time, which is small: a process that .NET starts itself is charged with the memory of .NET, since the kernel takes over the
/// peak of what called exec.
/// </summary>
internal static class TimedProcess
{
    /// <summary>A process that measures itself prints this, then seconds of wall time and of processor time.</summary>
    public const string CommandMark = "#command ";

    private const string Time = "/usr/bin/time";
    private const string FromFile = "f=$1; shift; cat \"$f\" | \"$@\"";

    public static Sample Run(ProcessStartInfo start, S3Endpoint endpoint, string? standardInput)
    {
        string report = Path.GetTempFileName();
        ProcessStartInfo timed = Wrap(start, endpoint, report, standardInput);
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(timed)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{output}{errors.Result}");
        }

        double[] used = [.. File.ReadLines(report).Last().Split(' ').Select(static value => double.Parse(value, CultureInfo.InvariantCulture))];
        File.Delete(report);
        double[]? command = output.Split('\n').LastOrDefault(static line => line.StartsWith(CommandMark, StringComparison.Ordinal))?[CommandMark.Length..]
            .Split(' ').Select(static value => double.Parse(value, CultureInfo.InvariantCulture)).ToArray();
        double cpu = used[0] + used[1];
        return new Sample(seconds, cpu, (long)used[2] * 1024, command?[0] ?? seconds, command?[1] ?? cpu);
    }

    private static ProcessStartInfo Wrap(ProcessStartInfo start, S3Endpoint endpoint, string report, string? standardInput)
    {
        string[] command = [Time, "-f", "%U %S %M", "-o", report, start.FileName, .. start.ArgumentList];
        ProcessStartInfo timed = new("bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = start.WorkingDirectory };
        foreach (string argument in standardInput is null ? (string[])["-c", "exec \"$@\"", "bash", .. command] : ["-c", FromFile, "bash", standardInput, .. command])
        {
            timed.ArgumentList.Add(argument);
        }

        foreach ((string name, string? value) in endpoint.Environment.Concat(start.Environment.Where(own => own.Value != System.Environment.GetEnvironmentVariable(own.Key))))
        {
            timed.Environment[name] = value;
            if (value is null)
            {
                timed.Environment.Remove(name);
            }
        }

        return timed;
    }
}
