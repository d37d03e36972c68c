using System.Diagnostics;
using R2.Unit.Support;

namespace R2.Unit.Docs;

/// <summary>.ci/benchmarks, which a pull request fails by.</summary>
public sealed class BenchmarkGateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-gate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [UnixTheory("It is a script of bash.")]
    [InlineData("5.00", "800", "7.40", "800", 0)]
    [InlineData("5.00", "800", "7.60", "800", 1)]
    [InlineData("5.00", "800", "5.00", "1,300", 1)]
    [InlineData("1,005.00", "800", "1,400.00", "0", 0)]
    public void Gate_FailsAbove150Percent(string timeBefore, string bytesBefore, string time, string bytes, int expected)
    {
        string[] before = [Row("R2", timeBefore, bytesBefore), Row("AwsSdk", "1.00", "1"), Row("R2", "9,999.00", bytesBefore)];
        string[] after = [Row("R2", time, bytes), Row("AwsSdk", "900.00", "900"), "| New | R2 | 3 µs | 1.0 | 10 B | 1.0 |"];

        Assert.Equal(expected, Run(before, after));
    }

    [UnixFact("It is a script of bash.")]
    public void Gate_WithNothingToCompare_Fails() => Assert.Equal(1, Run([], []));

    private static string Row(string side, string time, string bytes) => $"| Sign GET | {side} | {time} µs | 1.0 | {bytes} B | 1.0 |";

    private int Run(string[] before, string[] after)
    {
        string[] files = [Path.Combine(_folder, "before"), Path.Combine(_folder, "after")];
        File.WriteAllLines(files[0], before);
        File.WriteAllLines(files[1], after);
        using Process process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, ".ci", "benchmarks"), .. files]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
