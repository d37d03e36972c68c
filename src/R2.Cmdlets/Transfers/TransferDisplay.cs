using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Display;

namespace R2.Cmdlets.Transfers;

/// <summary>
/// The progress of a command's transfers: one record for one transfer; for several one for all, and one each for the few that have run longest. Bodies begin
/// and end transfers; the pipeline thread samples.
/// </summary>
internal sealed class TransferDisplay(string activity, TimeProvider time)
{
    private const int MaxChildren = 4;
    private const int OverallId = 0x5232;

    private readonly ConcurrentDictionary<R2TransferProgress, long> _running = new();
    private readonly List<R2TransferProgress> _shown = [];
    private readonly TransferRate _rate = new(time);
    private readonly long _started = time.GetTimestamp();
    private long _begun;
    private long _ended;
    private long _bytesEnded;
    private long _bytesSkipped;
    private long _expected;
    private long _bytesExpected;
    private int _open;

    /// <summary>Says nothing: a build log keeps every line, and progress is noise there.</summary>
    public bool IsSilent { get; init; }

    public R2TransferProgress Begin(string name)
    {
        R2TransferProgress progress = new(name);
        _running[progress] = Interlocked.Increment(ref _begun);
        return progress;
    }

    public void End(R2TransferProgress progress)
    {
        if (_running.TryRemove(progress, out _))
        {
            Interlocked.Add(ref _bytesEnded, progress.BytesDone);
            Interlocked.Add(ref _bytesSkipped, progress.BytesResumed);
            Interlocked.Increment(ref _ended);
        }
    }

    /// <summary>Says that more may come, nobody knows how much: until <see cref="Close"/> there is no total.</summary>
    public void Open() => Interlocked.Increment(ref _open);

    public void Close() => Interlocked.Decrement(ref _open);

    /// <summary>Says what will come, of which nothing, some or all may have begun.</summary>
    public void Expect(long count, long bytes)
    {
        Interlocked.Add(ref _bytesExpected, bytes);
        Interlocked.Add(ref _expected, count);
    }

    /// <summary>Records to write now; none before there is something to wait for.</summary>
    public IEnumerable<ProgressRecord> Sample() => IsSilent || time.GetElapsedTime(_started) < TimeSpan.FromSeconds(1) ? [] : SampleAll();

    private IEnumerable<ProgressRecord> SampleAll()
    {
        // Its own ToArray: what LINQ copies by ICollection has empty places at its end where transfers end meanwhile.
        R2TransferProgress[] running = [.. _running.ToArray().OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        if (Interlocked.Read(ref _begun) == 1 && Interlocked.Read(ref _expected) <= 1)
        {
            if (running is [R2TransferProgress only])
            {
                yield return Alone(only);
            }

            yield break;
        }

        yield return Overall(running);
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

    private ProgressRecord Alone(R2TransferProgress only)
    {
        long done = only.BytesDone;
        _rate.Add(done - only.BytesResumed, done - only.BytesResumed);
        return new ProgressRecord(OverallId, $"{activity} {only.Name}", $"{Of(done, only.BytesTotal)} at {ByteSize.Format((long)_rate.BytesPerSecond)}/s")
        {
            PercentComplete = Percent(done, only.BytesTotal),
            SecondsRemaining = only.BytesTotal is { } total ? _rate.SecondsFor(total - done) : -1,
        };
    }

    private ProgressRecord Overall(R2TransferProgress[] running)
    {
        long ended = Interlocked.Read(ref _ended);
        long done = Interlocked.Read(ref _bytesEnded) + running.Sum(static p => p.BytesDone);
        long moved = done - Interlocked.Read(ref _bytesSkipped) - running.Sum(static p => p.BytesResumed);
        (long Count, long Bytes)? all = Total(running);
        _rate.Add(moved, moved + (ended * TransferRate.WorkOfOne));
        string count = all is { } known ? $"{Number(ended)} of {Number(known.Count)} done" : $"{Number(ended)} done, {running.Length} running";
        return new ProgressRecord(OverallId, activity, $"{count}; {Of(done, all?.Bytes)} at {ByteSize.Format((long)_rate.BytesPerSecond)}/s")
        {
            PercentComplete = all is { } total ? Percent(done + (ended * TransferRate.WorkOfOne), total.Bytes + (total.Count * TransferRate.WorkOfOne)) : -1,
            SecondsRemaining = all is { } rest ? _rate.SecondsFor(rest.Bytes - done + ((rest.Count - ended) * TransferRate.WorkOfOne)) : -1,
        };
    }

    /// <summary>How many there will be, and their bytes; null while more may come, or a length is not known.</summary>
    private (long Count, long Bytes)? Total(R2TransferProgress[] running)
    {
        (long begun, long expected) = (Interlocked.Read(ref _begun), Interlocked.Read(ref _expected));
        return Volatile.Read(ref _open) > 0 ? null
            : expected >= begun ? (expected, Interlocked.Read(ref _bytesExpected))
            : running.All(static p => p.BytesTotal is not null) ? (begun, Interlocked.Read(ref _bytesEnded) + running.Sum(static p => Math.Max(p.BytesTotal!.Value, p.BytesDone)))
            : null;
    }

    private static ProgressRecord Child(int index, R2TransferProgress progress) => new(OverallId + 1 + index, progress.Name, Of(progress.BytesDone, progress.BytesTotal))
    {
        ParentActivityId = OverallId,
        PercentComplete = Percent(progress.BytesDone, progress.BytesTotal),
    };

    private static string Of(long done, long? total) => total is { } bytes ? $"{ByteSize.Format(done)} of {ByteSize.Format(bytes)}" : ByteSize.Format(done);

    private static string Number(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    private static int Percent(long done, long? total) => total is > 0 and long all ? (int)Math.Min(100, (double)done / all * 100) : -1;
}
