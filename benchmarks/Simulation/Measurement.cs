using System.Diagnostics;
using System.Globalization;

namespace R2.SimulationBenchmark;

/// <summary>One run in a process of its own, as that process tells it.</summary>
/// <param name="Seconds">From before the simulation was started until after it was stopped.</param>
/// <param name="Processor">Processor time of it: that process alone, without the emulator's.</param>
internal sealed record Measurement(double Seconds, double Processor)
{
    private const string Mark = "#run ";

    public static void Print(TimeSpan elapsed, TimeSpan processor) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mark}{elapsed.TotalSeconds} {processor.TotalSeconds}"));

    public static Measurement Of(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string line = output.Split('\n').LastOrDefault(static l => l.StartsWith(Mark, StringComparison.Ordinal)) is { } told && process.ExitCode == 0
            ? told[Mark.Length..]
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.");
        double[] numbers = [.. line.Split(' ').Select(static n => double.Parse(n, CultureInfo.InvariantCulture))];
        return new(numbers[0], numbers[1]);
    }

    public static Measurement Median(IReadOnlyCollection<Measurement> all) => new(Median(all.Select(static m => m.Seconds)), Median(all.Select(static m => m.Processor)));

    private static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
