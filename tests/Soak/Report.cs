using System.Globalization;
using R2.Emulator;

namespace R2.Soak;

/// <summary>The figures as a table, and what must hold of them.</summary>
internal sealed class Report(
    SoakRun run, TimeSpan took, long requests, IReadOnlyDictionary<FaultKind, long> faults, Footprint third, Footprint last, Inventory inventory)
{
    /// <summary>What caches, pools and compiled code may still gain after the first third.</summary>
    private const long HeapGrowth = 8 << 20;
    private const long WorkingSetGrowth = 96 << 20;
    private const int HandleGrowth = 8;
    private const int SeenAllAfter = 60;

    private int _passed;
    private int _failed;

    /// <summary>How many there should be; a short run may be off by chance.</summary>
    private double MeantFaults => requests * FaultSchedule.Share;

    private long Faults => faults.Values.Sum();

    /// <returns>Whether all of it holds.</returns>
    public bool Write(TextWriter output)
    {
        WriteTable(output);
        Check(output, run.Figures.Failed == 0, "every operation ended as it should", [.. run.Figures.Failures, $"{run.Figures.Failed:N0} in all"]);
        Check(output, inventory.Lost.Count == 0, "no object is lost", inventory.Lost);
        Check(output, inventory.Unexpected.Count == 0, "no object is there that should not be", inventory.Unexpected);
        Check(output, inventory.Corrupted.Count == 0, "no object is corrupted: all compared byte for byte", inventory.Corrupted);
        Check(output, inventory.Orphans.Count == 0, "no unfinished upload is left in silence", [.. inventory.Orphans, .. run.Notes]);
        Check(output, run.Figures.Operations.Count == Worker.OperationCount, "each operation was done", []);
        Check(output, Missing().Length == 0 || run.Options.Seconds < SeenAllAfter, "each kind of fault happened", Missing());
        Check(output, Math.Abs(Faults - MeantFaults) <= (0.2 * MeantFaults) + (3 * Math.Sqrt(MeantFaults)), "one request in twenty met a fault", []);
        Check(output, last.HeapBytes - third.HeapBytes <= HeapGrowth, $"the heap grew by {Mebibytes(HeapGrowth)} at most after the first third", []);
        Check(output, last.WorkingSet - third.WorkingSet <= WorkingSetGrowth, $"the working set grew by {Mebibytes(WorkingSetGrowth)} at most", []);
        Check(output, last.Handles - third.Handles <= HandleGrowth, $"handles grew by {HandleGrowth} at most", []);
        output.WriteLine($"{_passed} passed, {_failed} failed, 0 skipped");
        return _failed == 0;
    }

    /// <summary>Short runs have too few requests to meet all faults.</summary>
    private string[] Missing() => [.. faults.Where(pair => pair.Value == 0 && pair.Key != FaultKind.ClockOffset).Select(pair => pair.Key.ToString())];

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("N1", CultureInfo.InvariantCulture) + " MiB";

    private void WriteTable(TextWriter output)
    {
        List<(string What, string Value)> rows =
        [
            ("duration, workers, seed", $"{took.TotalSeconds:F0} s, {run.Options.Workers}, {run.Options.Seed}"),
            ("operations", $"{run.Figures.Operations.Values.Sum():N0}"),
            ("requests, with a fault", $"{requests:N0}, {Faults:N0} ({(double)Faults / requests * 100:F1} %)"),
            ("uploaded, compared", $"{Mebibytes(run.Figures.UploadedBytes)}, {Mebibytes(run.Figures.ComparedBytes)}"),
            ("objects in the end, lost, corrupted", $"{inventory.Objects:N0}, {inventory.Lost.Count}, {inventory.Corrupted.Count}"),
            ("unfinished uploads left in silence", $"{inventory.Orphans.Count}"),
            ("uploads said to be left, or perhaps begun", $"{run.Notes.Count}"),
            ("downloads refused for a flipped byte", $"{run.Figures.RefusedDownloads:N0}"),
            ("single operations repeated by their caller", $"{run.Figures.RepeatedByCaller:N0}"),
            ("heap after a third, in the end", $"{Mebibytes(third.HeapBytes)}, {Mebibytes(last.HeapBytes)}"),
            ("working set", $"{Mebibytes(third.WorkingSet)}, {Mebibytes(last.WorkingSet)}"),
            ("handles", $"{third.Handles}, {last.Handles}"),
            ("threads", $"{third.Threads}, {last.Threads}"),
            .. run.Figures.Operations.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, $"{pair.Value:N0}")),
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
