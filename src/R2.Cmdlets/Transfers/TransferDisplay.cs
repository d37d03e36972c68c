using System.Collections.Concurrent;
using System.Management.Automation;
using R2.Cmdlets.Display;

namespace R2.Cmdlets.Transfers;

/// <summary>
/// The progress of a command's transfers: one record for all, and one each for the few that have run longest. Bodies begin and end transfers;
/// the pipeline thread samples.
/// </summary>
internal sealed class TransferDisplay(string activity, TimeProvider time)
{
    private const int MaxChildren = 4;
    private const int OverallId = 0x5232;

    private readonly ConcurrentDictionary<R2TransferProgress, long> _running = new();
    private readonly List<R2TransferProgress> _shown = [];
    private readonly long _started = time.GetTimestamp();
    private long _order;
    private long _bytesEnded;
    private int _ended;

    /// <summary>Says nothing: a build log keeps every line, and progress is noise there.</summary>
    public bool IsSilent { get; init; }

    public R2TransferProgress Begin(string name)
    {
        R2TransferProgress progress = new(name);
        _running[progress] = Interlocked.Increment(ref _order);
        return progress;
    }

    public void End(R2TransferProgress progress)
    {
        if (_running.TryRemove(progress, out _))
        {
            Interlocked.Add(ref _bytesEnded, progress.BytesDone);
            Interlocked.Increment(ref _ended);
        }
    }

    /// <summary>Records to write now; none before there is something to wait for.</summary>
    public IEnumerable<ProgressRecord> Sample()
    {
        TimeSpan elapsed = time.GetElapsedTime(_started);
        return IsSilent || elapsed < TimeSpan.FromSeconds(1) ? [] : Sample(elapsed);
    }

    private IEnumerable<ProgressRecord> Sample(TimeSpan elapsed)
    {
        // Its own ToArray: what LINQ copies by ICollection has empty places at its end where transfers end meanwhile.
        R2TransferProgress[] running = [.. _running.ToArray().OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        yield return Overall(running, elapsed);
        for (int i = 0; i < MaxChildren; i++)
        {
            if (i < running.Length)
            {
                yield return Child(i, running[i]);
            }
            else if (i < _shown.Count)
            {
                yield return new ProgressRecord(OverallId + 1 + i, _shown[i].Name, " ") { ParentActivityId = OverallId, RecordType = ProgressRecordType.Completed };
            }
        }

        _shown.Clear();
        _shown.AddRange(running.Take(MaxChildren));
    }

    private ProgressRecord Overall(R2TransferProgress[] running, TimeSpan elapsed)
    {
        long done = Interlocked.Read(ref _bytesEnded) + running.Sum(p => p.BytesDone);
        long? left = running.All(p => p.BytesTotal is not null) ? running.Sum(p => Math.Max(0, p.BytesTotal!.Value - p.BytesDone)) : null;
        double rate = done / elapsed.TotalSeconds;
        return new ProgressRecord(OverallId, activity, $"{_ended} done, {running.Length} under way; {ByteSize.Format(done)} at {ByteSize.Format((long)rate)}/s")
        {
            PercentComplete = left is { } rest && done + rest > 0 ? (int)(done * 100 / (done + rest)) : -1,
            SecondsRemaining = left is { } seconds && rate > 0 ? (int)Math.Min(int.MaxValue, seconds / rate) : -1,
        };
    }

    private static ProgressRecord Child(int index, R2TransferProgress progress)
    {
        string total = progress.BytesTotal is { } bytes ? $" of {ByteSize.Format(bytes)}" : "";
        return new ProgressRecord(OverallId + 1 + index, progress.Name, ByteSize.Format(progress.BytesDone) + total)
        {
            ParentActivityId = OverallId,
            PercentComplete = progress.BytesTotal is > 0 and long all ? (int)Math.Min(100, progress.BytesDone * 100 / all) : -1,
        };
    }
}
