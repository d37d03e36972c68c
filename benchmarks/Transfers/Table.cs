using System.Globalization;
using System.Text;

namespace R2.TransferBenchmark;

/// <summary>What the sides of a scenario took, as Markdown. The first side is the one that the others are compared with.</summary>
internal sealed class Table(Scenario scenario)
{
    private readonly Dictionary<string, List<(Sample Sample, Sample Idle)>> _sides = [];
    private readonly Dictionary<string, RequestCount> _requests = [];

    public void Add(string side, Sample sample, Sample idle, RequestCount? requests)
    {
        if (requests is not null)
        {
            // The first round is the one that is checked in full; later ones may ask for less, which is what is told.
            _requests[side] = requests;
        }

        if (!_sides.TryGetValue(side, out List<(Sample, Sample)>? samples))
        {
            _sides[side] = samples = [];
        }

        samples.Add((sample, idle));
    }

    public override string ToString()
    {
        StringBuilder text = new();
        bool bytes = scenario.Job.Bytes > 0;
        string rate = bytes ? "MiB/s" : "items/s";
        text.Append(CultureInfo.InvariantCulture, $"\n**{scenario.Title}**\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| side | best | median | {rate} | × first | CPU | × first | whole process | its CPU | peak | above idle |{(_requests.Count > 0 ? " class A | class B |" : "")}\n");
        text.Append("|---").Insert(text.Length, "|---:", _requests.Count > 0 ? 12 : 10).Append("|\n");
        (double time, double cpu)? first = null;
        foreach ((string side, List<(Sample Sample, Sample Idle)> all) in _sides)
        {
            double best = all.Min(static s => s.Sample.CommandSeconds);
            double used = Median(all.Select(static s => s.Sample.CommandCpu));
            first ??= (best, used);
            double amount = bytes ? scenario.Job.Bytes / 1048576.0 : scenario.Job.Count;
            double peak = all.Max(static s => s.Sample.PeakBytes) / 1048576.0;
            double idle = Median(all.Select(static s => (double)s.Idle.PeakBytes)) / 1048576.0;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {side} | {best:F2} s | {Median(all.Select(static s => s.Sample.CommandSeconds)):F2} s | {amount / best:F0} | {first.Value.time / best:F2} | {used:F2} s | {used / first.Value.cpu:F2} ");
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {all.Min(static s => s.Sample.Seconds):F2} s | {Median(all.Select(static s => s.Sample.Cpu)):F2} s | {peak:F0} MiB | {peak - idle:F0} MiB |");
            text.Append(_requests.TryGetValue(side, out RequestCount? requests) ? string.Create(CultureInfo.InvariantCulture, $" {requests.ClassA:N0} | {requests.ClassB:N0} |\n") : "\n");
        }

        return text.ToString();
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
