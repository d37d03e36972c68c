using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Core.Pipeline;

/// <summary>Connections by real sockets: how many there are at once, and how many stay.</summary>
public sealed class ConnectionPoolsTests : ResilienceTest
{
    private const int AtOnce = 12;

    private long Open => Metrics.Read().ConnectionPoolSize;

    [Fact]
    public async Task Requests_MoreThanMayStayIdle_GoAtOnce_AndWhatIsBeyondIsClosed()
    {
        ManualTime time = new(DateTimeOffset.UtcNow);
        using R2EmulatorServer server = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"], TimeProvider = time });
        server.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(5)) with { Operation = "HeadBucket" });
        using R2Client client = Client(static options => options with { PoolMaxIdle = 3 }, server);

        Task[] all = [.. Enumerable.Range(0, AtOnce).Select(_ => client.HeadBucketAsync("bucket", Cancellation))];
        await Until.Async(() => server.Requests.CountOf("HeadBucket") == AtOnce);
        Assert.Equal(AtOnce, Open);
        await time.AdvanceUntilAsync(Task.WhenAll(all), TimeSpan.FromMinutes(6));

        await Until.Async(() => Open <= 3);
        Assert.Equal(3, Open);
    }

    /// <summary>What holds a connection is the response's body, however long ago its headers came.</summary>
    [Fact]
    public async Task Request_WhileBodiesAreRead_HasAConnectionOfItsOwn_AndReturnsItForTheNext()
    {
        using R2Client client = Client(static options => options with { PoolMaxIdle = 1 });
        await PutAsync(client, "key");
        R2.Models.R2ObjectContent first = await client.GetObjectAsync("bucket", "key", cancellationToken: Cancellation);
        R2.Models.R2ObjectContent second = await client.GetObjectAsync("bucket", "key", cancellationToken: Cancellation);
        await client.HeadObjectAsync("bucket", "key", cancellationToken: Cancellation);
        Assert.InRange(Open, 2, 3);

        await first.DisposeAsync();
        await second.DisposeAsync();
        await Until.Async(() => Open <= 1);
        for (int i = 0; i < 50; i++)
        {
            await client.HeadObjectAsync("bucket", "key", cancellationToken: Cancellation);
        }

        Assert.Equal(1, Open);
    }

    [Fact]
    public async Task IdleConnection_IsClosedAfterItsTime()
    {
        using R2Client client = Client(static options => options with { PoolIdleTimeout = TimeSpan.FromSeconds(1) });
        await PutAsync(client, "key");
        Assert.Equal(1, Open);

        await Until.Async(() => Open == 0);
    }
}
