using System.Collections.Concurrent;
using R2.Emulator;
using R2.Models;
using R2.Requests;
using R2.Retry;
using R2.Unit.Support;

namespace R2.Unit.Core.Requests;

public sealed class BatchRemoverTests : IDisposable
{
    private const string Bucket = "bucket";

    private readonly R2EmulatorServer _emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Bucket] });
    private readonly R2MetricCollector _metrics = new();
    private readonly ConcurrentQueue<R2RequestReport> _reports = new();
    private readonly R2Client _client;

    public BatchRemoverTests() => _client = new R2Client(Options(TimeProvider.System) with { Retry = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) } });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("InternalError")]
    [InlineData("SlowDown")]
    [InlineData("ServiceUnavailable")]
    [InlineData("RequestTimeout")]
    public async Task Remove_KeyRefusedForAPassingReason_IsAskedForAgainAlone(string code)
    {
        R2Client client = await StoreAsync("a", "b", "c");
        Refuse(code, "b", times: 2);

        IReadOnlyList<R2DeleteResult> results = await client.WithObserver(_reports.Enqueue).DeleteObjectsAsync(Bucket, ["a", "b", "c"], Cancellation);

        Assert.Equal([("a", true, 1), ("b", true, 3), ("c", true, 1)], results.Select(r => (r.Key, r.Deleted, r.Attempts)).Order());
        Assert.Equal([1, 2, 3], _reports.Select(report => report.Attempt));
        Assert.True(_reports.Last().BytesSent < _reports.First().BytesSent);
        Assert.Equal((1, 1), (_metrics.Retries.Of(("DeleteObjects", 2)), _metrics.Retries.Of(("DeleteObjects", 3))));
        Assert.Empty((await client.ListObjectsAsync(Bucket, cancellationToken: Cancellation)).Objects);
        Assert.Equal(results.Count, results.Select(r => r.RequestId).Count(id => id is not null));
    }

    [Fact]
    public async Task Run_Waits_GrowByTheGivenClock()
    {
        SkippingTime time = new();
        BatchRemover remover = new(Retry(time), (keys, attempts, _) => Refused(keys, attempts + 1));

        R2DeleteResult refused = Assert.Single(await remover.RunAsync(["a"], Cancellation));

        // From 100 ms half of the way to three times the wait before.
        Assert.Equal([200, 350, 575], time.Waits.Select(wait => wait.TotalMilliseconds));
        Assert.Equal(("SlowDown", 4), (refused.ErrorCode, refused.Attempts));
    }

    [Fact]
    public async Task Run_CancelledDuringAWait_EndsAtOnce()
    {
        using CancellationTokenSource cancellation = new();
        int sent = 0;
        BatchRemover remover = new(Retry(new ManualTime()), (keys, attempts, _) =>
        {
            sent++;
            return Refused(keys, attempts + 1);
        });
        Task removing = remover.RunAsync(["a"], cancellation.Token);
        Assert.False(removing.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => removing);

        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task Remove_KeyRefusedForGood_IsNotAskedForAgain()
    {
        R2Client client = await StoreAsync("a", "b");
        Refuse("ObjectLockedByBucketPolicy", "b");

        IReadOnlyList<R2DeleteResult> results = await client.DeleteObjectsAsync(Bucket, ["a", "b"], Cancellation);

        R2DeleteResult refused = Assert.Single(results, static result => !result.Deleted);
        Assert.Equal(("b", "ObjectLockedByBucketPolicy", 1, false), (refused.Key, refused.ErrorCode, refused.Attempts, refused.IsRetryable));
        Assert.Equal(1, _emulator.Requests.CountOf("DeleteObjects"));
    }

    [Fact]
    public async Task Remove_KeyRefusedAgainAndAgain_EndsAfterItsAttempts()
    {
        R2Client client = await StoreAsync("a", "b");
        Refuse("InternalError", "b");

        R2DeleteResult refused = Assert.Single(await client.DeleteObjectsAsync(Bucket, ["a", "b"], Cancellation), static result => !result.Deleted);

        Assert.Equal(("b", "InternalError", 3, true), (refused.Key, refused.ErrorCode, refused.Attempts, refused.IsRetryable));
        Assert.Equal(3, _emulator.Requests.CountOf("DeleteObjects"));
    }

    [Fact]
    public async Task Remove_RequestsRepeatedToo_CountAgainstTheSameAttempts()
    {
        R2Client client = await StoreAsync("a");
        _emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "DeleteObjects", Times = 1 });
        Refuse("InternalError", "a");

        R2DeleteResult refused = Assert.Single(await client.DeleteObjectsAsync(Bucket, ["a"], Cancellation));

        Assert.Equal((3, 3), (refused.Attempts, _emulator.Requests.CountOf("DeleteObjects")));
    }

    [Fact]
    public async Task Remove_RepeatFailsAsAWhole_TellsStillWhatWasRemoved()
    {
        R2Client client = await StoreAsync("a", "b");
        Refuse("InternalError", "b");
        _emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "DeleteObjects", SkipFirst = 1 });

        IReadOnlyList<R2DeleteResult> results = await client.DeleteObjectsAsync(Bucket, ["a", "b"], Cancellation);

        Assert.Equal([("a", null, 1), ("b", "AccessDenied", 2)], results.Select(r => (r.Key, r.ErrorCode, r.Attempts)).Order());
    }

    [Fact]
    public async Task Remove_ManyBatchesBeforeAWall_EndWithTheBudget()
    {
        R2Client client = await StoreAsync();
        Refuse("SlowDown", "*");

        for (int batch = 0; batch < 40; batch++)
        {
            await client.DeleteObjectsAsync(Bucket, [$"{batch}"], Cancellation);
        }

        Assert.Equal(40 + (2 * R2ClientDefaults.KeyBudgetPerAttempt), _emulator.Requests.CountOf("DeleteObjects"));
    }

    private void Refuse(string code, string keys, int? times = null) => _emulator.Faults.Add(Fault.RefuseKey(code) with { KeyPattern = keys, Times = times });

    private async Task<R2Client> StoreAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            await _client.PutObjectAsync(Bucket, key, R2Content.FromBytes(new byte[1]), cancellationToken: Cancellation);
        }

        return _client;
    }

    private static Task<IReadOnlyList<R2DeleteResult>> Refused(IReadOnlyList<string> keys, int attempt) => Task.FromResult<IReadOnlyList<R2DeleteResult>>(
        [.. keys.Select(key => new R2DeleteResult { BucketName = Bucket, Key = key, ErrorCode = "SlowDown", Attempts = attempt })]);

    private RetryPolicy Retry(TimeProvider time) => RetryPolicy.Of(Options(time)) with { MaxAttempts = 4, Budget = new RetryBudget(10) };

    private R2ClientOptions Options(TimeProvider time) => new()
    {
        Credential = new R2Credential(_emulator.AccessKeyId, _emulator.SecretAccessKey),
        Endpoint = _emulator.Endpoint,
        TimeProvider = time,
        Random = static () => 0.5,
        BreakerFailureThreshold = 0,
        Metrics = _metrics,
    };
}
