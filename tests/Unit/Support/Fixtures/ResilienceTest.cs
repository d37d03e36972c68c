using R2.Emulator;
using R2.Models;

namespace R2.Unit.Support;

/// <summary>A test of what the client makes of a server that fails: an emulator with one bucket, and a note of each attempt that failed.</summary>
public abstract class ResilienceTest : IDisposable
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected R2EmulatorServer Emulator { get; } = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"] });

    private protected R2MetricCollector Metrics { get; } = new();

    /// <summary>Each attempt that failed of an observed client, in order: operation, number and kind of the error.</summary>
    private protected List<string> Failures { get; } = [];

    public void Dispose()
    {
        Emulator.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected R2Client Observed(R2Client client) => client.WithObserver(report =>
    {
        if (report.ErrorType is { } type)
        {
            Failures.Add($"{report.Operation} {report.Attempt} {type}");
        }
    });

    /// <summary>How often an operation was sent as that attempt, after the first.</summary>
    private protected long RetriesOf(string operation, int attempt) => Metrics.Retries.Of((operation, attempt));

    protected static async Task PutAsync(R2Client client, string key, R2Conditions? conditions = null)
    {
        R2Content body = R2Content.FromBytes("hello"u8.ToArray());
        R2Checksum checksum = await body.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, Cancellation);
        await client.PutObjectAsync("bucket", key, body, new PutObjectOptions { Conditions = conditions, Checksum = checksum }, Cancellation);
    }

    protected static async Task RunAsync(R2Client client, string operation, bool onlyIfNew = false)
    {
        switch (operation)
        {
            case "ListObjectsV2":
                await client.ListObjectsAsync("bucket", cancellationToken: Cancellation);
                break;
            case "ListBuckets":
                await client.ListBucketsAsync(cancellationToken: Cancellation);
                break;
            case "ListMultipartUploads":
                await client.ListMultipartUploadsAsync("bucket", cancellationToken: Cancellation);
                break;
            case "HeadObject":
                await client.HeadObjectAsync("bucket", "key", cancellationToken: Cancellation);
                break;
            case "GetObject":
                await (await client.GetObjectAsync("bucket", "key", cancellationToken: Cancellation)).DisposeAsync();
                break;
            case "PutObject":
                await PutAsync(client, "key", onlyIfNew ? new R2Conditions { IfNoneMatch = "*" } : null);
                break;
            case "DeleteObject":
                await client.DeleteObjectAsync("bucket", "key", Cancellation);
                break;
            case "DeleteObjects":
                await client.DeleteObjectsAsync("bucket", ["key"], Cancellation);
                break;
            case "CopyObject":
                await client.CopyObjectAsync("bucket", "key", "bucket", "copy", cancellationToken: Cancellation);
                break;
            case "CreateBucket":
                await client.CreateBucketAsync("another", cancellationToken: Cancellation);
                break;
            case "CreateMultipartUpload":
                await client.CreateMultipartUploadAsync("bucket", "key", cancellationToken: Cancellation);
                break;
            default:
                throw new ArgumentException(operation);
        }
    }

    protected R2Client Client(Func<R2ClientOptions, R2ClientOptions>? change = null, R2EmulatorServer? server = null)
    {
        server ??= Emulator;
        R2ClientOptions options = new()
        {
            Credential = new R2Credential(server.AccessKeyId, server.SecretAccessKey),
            Endpoint = server.Endpoint,
            Retry = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) },
            Metrics = Metrics,
        };
        return new R2Client(change is null ? options : change(options));
    }
}
