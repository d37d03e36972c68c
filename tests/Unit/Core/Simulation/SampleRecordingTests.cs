using R2.Simulation;
using R2.Unit.Support;

namespace R2.Unit.Core.Simulation;

/// <summary>The recordings of this repository, made against Cloudflare's local R2 server, replayed with the network watched.</summary>
public sealed class SampleRecordingTests
{
    private static readonly string s_samples = Path.Combine(Repository.Root, "tests", "Unit", "Core", "Simulation", "Samples");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LifeCycle_WithoutANetwork_GivesWhatCloudflaresServerGave()
    {
        using R2Simulation replay = Replay("life-cycle");
        await WithoutSocketsAsync(async () =>
        {
            using R2Client client = SimulationFixture.Offline(replay);
            using HttpClient presigned = new(replay.CreateHandler(client.Endpoint));
            IReadOnlyList<string> seen = await RecordedScenarios.LifeCycleAsync(client, presigned, Cancellation);
            await AssertAsRecordedAsync("life-cycle", seen);
        });

        Assert.Empty(replay.Unasked);
    }

    [Fact]
    public async Task MultipartWithFault_WithoutANetwork_GivesWhatCloudflaresServerGave()
    {
        using R2Simulation replay = Replay("multipart-fault");
        await WithoutSocketsAsync(async () =>
        {
            using R2Client client = SimulationFixture.Offline(replay, TimeProvider.System);
            IReadOnlyList<string> seen = await RecordedScenarios.MultipartWithFaultAsync(client, Cancellation);
            await AssertAsRecordedAsync("multipart-fault", seen);
            Assert.Contains("upload.Attempts = 2", seen);
        });

        Assert.Empty(replay.Unasked);
    }

    [Fact]
    public async Task Watch_OverALiveRequest_SeesItsSocket()
    {
        using SimulationFixture fixture = new();
        using SocketWatch watch = new();

        await fixture.Live(null).HeadBucketAsync(SimulationFixture.Bucket, Cancellation);

        Assert.NotEmpty(watch.Seen);
    }

    /// <summary>A property that results got since is in no text of before; every one that is there must be equal.</summary>
    private static async Task AssertAsRecordedAsync(string name, IReadOnlyList<string> seen)
    {
        string[] recorded = await File.ReadAllLinesAsync(Path.Combine(s_samples, name + ".txt"), Cancellation);
        HashSet<string> properties = [.. recorded.Select(NameOf)];
        Assert.Equal(recorded, seen.Where(line => properties.Contains(NameOf(line))));
    }

    private static string NameOf(string line) => line.Split(" = ", 2)[0];

    private static R2Simulation Replay(string name) => R2Simulation.Replay(Path.Combine(s_samples, name), new R2ReplayOptions { Strict = true });

    private static async Task WithoutSocketsAsync(Func<Task> action)
    {
        using SocketWatch watch = new();
        await action();
        Assert.Empty(watch.Seen);
    }
}
