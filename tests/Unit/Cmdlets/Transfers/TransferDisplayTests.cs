using System.Management.Automation;
using R2.Cmdlets.Transfers;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Transfers;

public sealed class TransferDisplayTests
{
    private const long MiB = 1024 * 1024;

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
    public void Sample_OneTransfer_IsOneLine()
    {
        Begin("big.img", total: 400 * MiB, done: 100 * MiB);
        _time.Advance(TimeSpan.FromSeconds(2));

        ProgressRecord record = Assert.Single(_display.Sample());

        Assert.Equal(("Write-R2Object big.img", "100.0 MB of 400.0 MB at 50.0 MB/s", 25, 6), (record.Activity, record.StatusDescription, record.PercentComplete, record.SecondsRemaining));
    }

    [Fact]
    public void Sample_ResumedTransfer_IsAsFastAsWhatMoves()
    {
        R2TransferProgress progress = _display.Begin("big.img");
        progress.SetTotal(1000 * MiB);
        progress.Resume(900 * MiB);
        progress.Add(10 * MiB);
        _time.Advance(TimeSpan.FromSeconds(1));

        ProgressRecord record = Assert.Single(_display.Sample());

        Assert.Equal(("910.0 MB of 1,000.0 MB at 10.0 MB/s", 91, 9), (record.StatusDescription, record.PercentComplete, record.SecondsRemaining));
    }

    [Fact]
    public void Sample_OneOfSomethingThatStillComes_SaysNoPercent()
    {
        _display.Open();
        Begin("pipeline", total: null, done: 3 * MiB);
        _time.Advance(TimeSpan.FromSeconds(3));

        ProgressRecord record = Assert.Single(_display.Sample());

        Assert.Equal(("3.0 MB at 1.0 MB/s", -1, -1), (record.StatusDescription, record.PercentComplete, record.SecondsRemaining));
    }

    [Fact]
    public void Sample_SomeOfManyThatAreExpected_SaysPercentAndTimeOfAll()
    {
        _display.Expect(count: 400, bytes: 400 * MiB);
        for (int i = 0; i < 100; i++)
        {
            Begin($"{i}", total: MiB, done: MiB, ends: true);
        }

        Begin("next", total: MiB, done: 0);
        _time.Advance(TimeSpan.FromSeconds(10));

        ProgressRecord record = _display.Sample().First();

        Assert.Equal(("100 of 400 done; 100.0 MB of 400.0 MB at 10.0 MB/s", 25, 30), (record.StatusDescription, record.PercentComplete, record.SecondsRemaining));
    }

    [Fact]
    public void Sample_AsLongAsMoreMayCome_SaysNoTimeThatIsNotTrue()
    {
        _display.Open();
        Begin("a", total: 100 * MiB, done: 100 * MiB, ends: true);
        Begin("b", total: 100 * MiB, done: 100 * MiB);
        _time.Advance(TimeSpan.FromSeconds(1));
        ProgressRecord open = _display.Sample().First();
        _display.Close();
        ProgressRecord closed = _display.Sample().First();

        Assert.Equal(("1 done, 1 running; 200.0 MB at 200.0 MB/s", -1, -1), (open.StatusDescription, open.PercentComplete, open.SecondsRemaining));
        Assert.StartsWith("1 of 2 done; 200.0 MB of 200.0 MB", closed.StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_ALineThatBecomesSlow_IsAsFastAsItIsNow()
    {
        R2TransferProgress progress = Begin("a", total: 1000 * MiB, done: 0);
        foreach (long each in Enumerable.Repeat(40 * MiB, 20).Concat(Enumerable.Repeat(MiB, 20)))
        {
            progress.Add(each);
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Single(_display.Sample());
        }

        Assert.Equal("820.0 MB of 1,000.0 MB at 1.0 MB/s", _display.Sample().Single().StatusDescription);
        Assert.Equal(180, _display.Sample().Single().SecondsRemaining);
    }

    [Fact]
    public void Sample_TransfersOfKnownLength_SayHowFarAndHowLongStill()
    {
        Begin("done", total: 100 * MiB, done: 100 * MiB, ends: true);
        Begin("half", total: 200 * MiB, done: 100 * MiB);
        Begin("new", total: 100 * MiB, done: 0);
        _time.Advance(TimeSpan.FromSeconds(2));

        ProgressRecord[] records = [.. _display.Sample()];

        Assert.Equal(["Write-R2Object", "half", "new"], records.Select(record => record.Activity));
        // Each transfer counts a little beside its bytes.
        Assert.Equal([49, 50, 0], records.Select(record => record.PercentComplete));
        Assert.Equal(3, records[0].SecondsRemaining);
        Assert.StartsWith("1 of 3 done; ", records[0].StatusDescription, StringComparison.Ordinal);
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
        Begin("grew too", total: 100, done: 150);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.All(_display.Sample().Skip(1), record => Assert.Equal(100, record.PercentComplete));
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
        Assert.StartsWith("100,000 of 100,000 done; ", _display.Sample().First().StatusDescription, StringComparison.Ordinal);
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
