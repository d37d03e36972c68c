using System.Management.Automation;
using R2.Cmdlets.Transfers;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Transfers;

public sealed class TransferDisplayTests
{
    private readonly ManualTime _time = new();
    private readonly TransferDisplay _display;

    public TransferDisplayTests() => _display = new TransferDisplay("Write-R2Object", _time);

    [Fact]
    public void Sample_WithinTheFirstSecond_ShowsNothing()
    {
        _display.Begin("a");
        _time.Advance(TimeSpan.FromMilliseconds(999));

        Assert.Empty(_display.Sample());
    }

    [Fact]
    public void Sample_InABuildLog_ShowsNothing()
    {
        TransferDisplay silent = new("Write-R2Object", _time) { IsSilent = true };
        silent.Begin("a");
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(silent.Sample());
    }

    [Fact]
    public void Sample_TransfersOfKnownLength_SayHowFarAndHowLongStill()
    {
        Begin("done", total: 100, done: 100, ends: true);
        Begin("half", total: 200, done: 100);
        Begin("new", total: 100, done: 0);
        _time.Advance(TimeSpan.FromSeconds(2));

        ProgressRecord[] records = [.. _display.Sample()];

        Assert.Equal(["Write-R2Object", "half", "new"], records.Select(record => record.Activity));
        Assert.Equal([50, 50, 0], records.Select(record => record.PercentComplete));
        Assert.Equal(2, records[0].SecondsRemaining);
        Assert.StartsWith("1 done, 2 under way; ", records[0].StatusDescription, StringComparison.Ordinal);
        Assert.All(records.Skip(1), child => Assert.Equal(records[0].ActivityId, child.ParentActivityId));
    }

    [Fact]
    public void Sample_OneOfUnknownLength_SaysNoPercentOfTheWhole()
    {
        Begin("stream", total: null, done: 100);
        Begin("file", total: 200, done: 100);
        _time.Advance(TimeSpan.FromSeconds(1));

        ProgressRecord[] records = [.. _display.Sample()];

        Assert.Equal([-1, -1, 50], records.Select(record => record.PercentComplete));
        Assert.Equal(-1, records[0].SecondsRemaining);
    }

    [Fact]
    public void Sample_MoreBytesThanAnnounced_IsNoMoreThanAll()
    {
        Begin("grew", total: 100, done: 150);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([100, 100], _display.Sample().Select(record => record.PercentComplete));
    }

    [Fact]
    public void Sample_AfterTransfersEnded_TakesTheirLinesAway()
    {
        R2TransferProgress first = Begin("first", total: 1, done: 1);
        Begin("second", total: 1, done: 0);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, _display.Sample().Count());

        _display.End(first);
        ProgressRecord[] records = [.. _display.Sample()];

        Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Processing, ProgressRecordType.Completed], records.Select(record => record.RecordType));
        Assert.Equal(2, _display.Sample().Count());
    }

    [Fact]
    public void Sample_ManyTransfers_ShowsTheFourThatHaveRunLongest()
    {
        for (int i = 0; i < 9; i++)
        {
            Begin($"{i}", total: 1, done: 0);
        }

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["Write-R2Object", "0", "1", "2", "3"], _display.Sample().Select(record => record.Activity));
    }

    /// <summary>LINQ copies a collection by its count, and finds empty places in the copy where it has shrunk meanwhile.</summary>
    [Fact]
    public async Task Sample_WhileTransfersEnd_ShowsThoseThatAreLeft()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        Task transfers = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(BeginAndEnd)));
        while (!transfers.IsCompleted)
        {
            Assert.All(_display.Sample(), record => Assert.NotEmpty(record.Activity));
        }

        await transfers;
        Assert.StartsWith("100000 done, 0 under way; ", _display.Sample().First().StatusDescription, StringComparison.Ordinal);
    }

    private void BeginAndEnd()
    {
        for (int i = 0; i < 1_000; i++)
        {
            R2TransferProgress[] some = [.. Enumerable.Range(0, 50).Select(name => _display.Begin($"{name}"))];
            Array.ForEach(some, _display.End);
        }
    }

    private R2TransferProgress Begin(string name, long? total, long done, bool ends = false)
    {
        R2TransferProgress progress = _display.Begin(name);
        progress.Add(done);
        if (total is { } bytes)
        {
            progress.SetTotal(bytes);
        }

        if (ends)
        {
            _display.End(progress);
        }

        return progress;
    }
}
