using R2.Emulator;

namespace R2.Testing;

/// <summary>
/// An emulator with an empty bucket, and a client of it, in one line. xUnit takes it as it is (<c>IClassFixture&lt;R2Fixture&gt;</c>); NUnit and MSTest make and dispose of one
/// where they set up and tear down. Each has a server, a port and keys of its own, so tests may run at once.
/// </summary>
public sealed class R2Fixture : IDisposable, IAsyncDisposable
{
    /// <summary>Name of the bucket unless another is given.</summary>
    public const string DefaultBucketName = "test-bucket";

    /// <summary>With <see cref="DefaultBucketName"/>.</summary>
    public R2Fixture()
        : this(DefaultBucketName)
    {
    }

    // One public constructor, without parameters: xUnit takes no other.
    private R2Fixture(string bucketName)
    {
        BucketName = bucketName;
        Server = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [bucketName] });
        Options = new R2ClientOptions
        {
            Endpoint = Server.Endpoint,
            Credential = new R2Credential(Server.AccessKeyId, Server.SecretAccessKey),
            // A test that makes the server fail on purpose waits for nothing, and shuts no door to the next one.
            Retry = new R2RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) },
            BreakerFailureThreshold = 0,
        };
        Client = new R2Client(Options);
        Transfers = new R2TransferManager(Client);
    }

    /// <summary>The server: its faults to order (<see cref="R2EmulatorServer.Faults"/>), and what it was asked (<see cref="R2EmulatorServer.Requests"/>).</summary>
    public R2EmulatorServer Server { get; }

    /// <summary>The bucket.</summary>
    public string BucketName { get; }

    /// <summary>What the client was made from, to make another or to hand to the program that is tested.</summary>
    public R2ClientOptions Options { get; }

    /// <summary>A client of the server.</summary>
    public R2Client Client { get; }

    /// <summary>Transfers by that client.</summary>
    public R2TransferManager Transfers { get; }

    /// <summary>With a bucket of another name.</summary>
    /// <param name="bucketName">Bucket to create.</param>
    public static R2Fixture WithBucket(string bucketName) => new(bucketName);

    /// <summary>Makes the bucket hold <see cref="R2SampleData"/>, and nothing else; forgets faults and requests of tests before.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        Server.Faults.Clear();
        List<string> keys = [];
        await foreach (Models.R2Object item in Client.EnumerateObjectsAsync(BucketName, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            keys.Add(item.Key);
        }

        foreach (string[] page in keys.Chunk(1000))
        {
            await Client.DeleteObjectsAsync(BucketName, page, cancellationToken).ConfigureAwait(false);
        }

        await R2SampleData.PutAsync(Client, BucketName, cancellationToken).ConfigureAwait(false);
        Server.Requests.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().ConfigureAwait(false);
        await Server.DisposeAsync().ConfigureAwait(false);
    }
}
