using System.Globalization;
using R2.Emulator;

namespace R2.Soak;

/// <summary>Prints the results as a table and checks them.</summary>
internal sealed class Report(
    SoakRun run, TimeSpan took, long requests, IReadOnlyDictionary<FaultKind, long> faults, ResourceUsage third, ResourceUsage last, FinalCheck check)
{
    /// <summary>Allowed growth of caches, pools and compiled code after the first third.</summary>
    private const long HeapGrowth = 8 << 20;
    private const long WorkingSetGrowth = 96 << 20;
    private const int HandleGrowth = 8;
    private const int SeenAllAfter = 60;

    private int _passed;
    private int _failed;

    /// <summary>Expected number; in a short run chance can make it differ.</summary>
    private double ExpectedFaults => requests * FaultSchedule.Share;

    private long Faults => faults.Values.Sum();

    /// <returns>Whether all checks passed.</returns>
    public bool Write(TextWriter output)
    {
        WriteTable(output);
        Check(output, run.Counters.Failed == 0, "every operation ended as expected", [.. run.Counters.Failures, $"{run.Counters.Failed:N0} in all"]);
        Check(output, check.Lost.Count == 0, "no object is lost", check.Lost);
        Check(output, check.Unexpected.Count == 0, "no unexpected object exists", check.Unexpected);
        Check(output, check.Corrupted.Count == 0, "no object is corrupted: all were compared byte for byte", check.Corrupted);
        Check(output, check.Orphans.Count == 0, "no unfinished upload is left unreported", [.. check.Orphans, .. run.Notes.Select(note => $"{note}")]);
        Check(output, run.Counters.Operations.Count == Worker.OperationCount, "each operation was executed", []);
        Check(output, Missing().Length == 0 || run.Options.Seconds < SeenAllAfter, "each kind of fault was injected", Missing());
        Check(output, Math.Abs(Faults - ExpectedFaults) <= (0.2 * ExpectedFaults) + (3 * Math.Sqrt(ExpectedFaults)), "one request in twenty met a fault", []);
        Check(output, last.HeapBytes - third.HeapBytes <= HeapGrowth, $"the heap grew by {Mebibytes(HeapGrowth)} at most after the first third", []);
        Check(output, last.WorkingSet - third.WorkingSet <= WorkingSetGrowth, $"the working set grew by {Mebibytes(WorkingSetGrowth)} at most", []);
        Check(output, last.Handles - third.Handles <= HandleGrowth, $"handles grew by {HandleGrowth} at most", []);
        output.WriteLine($"{_passed} passed, {_failed} failed, 0 skipped");
        return _failed == 0;
    }

    /// <summary>Kinds of fault that were not injected: a short run has too few requests for all.</summary>
    private string[] Missing() => [.. faults.Where(pair => pair.Value == 0 && pair.Key != FaultKind.ClockOffset).Select(pair => pair.Key.ToString())];

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("N1", CultureInfo.InvariantCulture) + " MiB";

    private void WriteTable(TextWriter output)
    {
        List<(string What, string Value)> rows =
        [
            ("duration, workers, seed", $"{took.TotalSeconds:F0} s, {run.Options.Workers}, {run.Options.Seed}"),
            ("operations", $"{run.Counters.Operations.Values.Sum():N0}"),
            ("requests, with a fault", $"{requests:N0}, {Faults:N0} ({(double)Faults / requests * 100:F1} %)"),
            ("uploaded, compared", $"{Mebibytes(run.Counters.UploadedBytes)}, {Mebibytes(run.Counters.ComparedBytes)}"),
            ("objects at the end, lost, corrupted", $"{check.Objects:N0}, {check.Lost.Count}, {check.Corrupted.Count}"),
            ("unfinished uploads left unreported", $"{check.Orphans.Count}"),
            ("uploads reported as left, or possibly begun", $"{run.Notes.Count}"),
            ("downloads that found a flipped byte", $"{run.Counters.DamagedDownloads:N0}"),
            ("requests retried by their caller", $"{run.Counters.RetriedByCaller:N0}"),
            ("heap after a third, at the end", $"{Mebibytes(third.HeapBytes)}, {Mebibytes(last.HeapBytes)}"),
            ("working set", $"{Mebibytes(third.WorkingSet)}, {Mebibytes(last.WorkingSet)}"),
            ("handles", $"{third.Handles}, {last.Handles}"),
            ("threads", $"{third.Threads}, {last.Threads}"),
            .. run.Counters.Operations.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, $"{pair.Value:N0}")),
            .. faults.Where(pair => pair.Value > 0).Select(pair => ($"fault {pair.Key}", $"{pair.Value:N0}")),
        ];
        output.WriteLine("| what | figure |");
        output.WriteLine("|---|---:|");
        foreach ((string what, string value) in rows)
        {
            output.WriteLine($"| {what} | {value} |");
        }
    }

    private void Check(TextWriter output, bool holds, string what, IEnumerable<string> details)
    {
        output.WriteLine($"{(holds ? "pass" : "FAIL")} {what}");
        if (holds)
        {
            _passed++;
            return;
        }

        _failed++;
        foreach (string detail in details)
        {
            output.WriteLine($"     {detail}");
        }
    }
}
