using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Diagnostics;

public sealed class TransferMetricTests : IDisposable
{
    private readonly TransferFixture _fixture = new();
    private readonly R2MetricCollector _metrics = new();
    private readonly R2Client _client;
    private readonly R2TransferManager _manager;

    public TransferMetricTests()
    {
        _client = new R2Client(new R2ClientOptions
        {
            Credential = new R2Credential(_fixture.Emulator.AccessKeyId, _fixture.Emulator.SecretAccessKey),
            Endpoint = _fixture.Emulator.Endpoint,
            Metrics = _metrics,
        });
        _manager = new R2TransferManager(_client, _fixture.Options);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Upload_Repeated_CountsTheRepeatByItsNumber()
    {
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "PutObject", Times = 2 });

        R2UploadResult result = await _manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(new byte[10], "bytes")), Cancellation);

        Assert.Equal((1, 1, 3), (_metrics.Retries.Of(("PutObject", 2)), _metrics.Retries.Of(("PutObject", 3)), result.Attempts));
        Assert.Equal(3, _metrics.Read().ClassAOperations);
        Assert.NotNull(result.RequestId);
    }

    [Fact]
    public async Task Download_BrokenOff_CountsTheRepeat()
    {
        byte[] bytes = TransferFixture.Random(2_000_000);
        await _manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes, "bytes")), Cancellation);
        _fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(500_000) with { Operation = "GetObject", Times = 1 });

        R2DownloadResult result = await _manager.DownloadAsync(_fixture.Download(Path.Combine(_fixture.Folder, "back")), Cancellation);

        Assert.Equal((1, 2), (_metrics.Retries.Of(("GetObject", 2)), result.Attempts));
        Assert.Equal((result.Info.RequestId, true), (result.RequestId, result.GetDuration() > TimeSpan.Zero));
        Assert.Equal(bytes.Length, _metrics.Read().BytesDownloaded);
    }

    [Fact]
    public async Task Results_SayHowTheirRequestWent()
    {
        await _manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(new byte[10], "bytes")), Cancellation);

        R2Result head = await _client.HeadObjectAsync(TransferFixture.Bucket, "key", cancellationToken: Cancellation);
        R2Result deleted = (await _client.DeleteObjectsAsync(TransferFixture.Bucket, ["key"], Cancellation)).Single();

        Assert.All([head, deleted], result => Assert.True(result.RequestId is not null && result.GetDuration() > TimeSpan.Zero && result.Attempts == 1));
    }
}
