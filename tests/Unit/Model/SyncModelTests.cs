using CsCheck;
using R2.Unit.Support;

namespace R2.Unit.Model;

/// <summary>
/// Random trees with random histories: after each step a sync makes the destination what the source is, does what its dry run foretold, row by row, and finds nothing to do then; shards together do what one run does.
/// <c>CsCheck_Seed</c> and <c>R2_MODEL_SECONDS</c> are as in <see cref="TransferModelTests"/>.
/// </summary>
public sealed class SyncModelTests
{
    private const int Usual = 12;

    /// <summary>Beside each other in some order or other, and in each of the ways that tools have mixed up.</summary>
    private static readonly string[] s_keys = ["a", "a.b", "a/b", "ab/c", "ab/c d", "ab-", "z/\u00e9", "\ud83d\ude00", "\uffe5", "q/r/s", "Q/r", "empty"];

    private static readonly int s_seconds = int.Parse(Environment.GetEnvironmentVariable(CleanEnvironment.ModelSeconds) ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    private enum Act
    {
        Write,
        Remove,
        Touch,
        Meddle,
        RemoveThere,
    }

    [UnixFact("Names differ by case.")]
    public Task Histories_Converge_AsTheDryRunForetold_AlsoInShards() => Gen.Select(Gen.Enum<Act>(), Gen.Int[0, s_keys.Length - 1], Gen.Int[0, 3]).Array[1, 6].Array[1, 3].SampleAsync(
        static async history =>
        {
            using SyncFixture world = new();
            int shards = 1;
            foreach ((Act, int, int)[] steps in history)
            {
                foreach ((Act act, int key, int text) in steps)
                {
                    await DoAsync(world, act, s_keys[key], text);
                }

                await CheckAsync(world, shards++);
            }
        },
        iter: s_seconds > 0 ? -1 : Usual,
        time: s_seconds > 0 ? s_seconds : -1,
        threads: 1,
        print: static history => string.Join("\n", history.Select(static steps => string.Join(", ", steps.Select(static step => $"{step.Item1} {s_keys[step.Item2]} {step.Item3}")))));

    private static async Task CheckAsync(SyncFixture world, int shards)
    {
        static R2SyncOptions Mirror(R2SyncOptions options) => SyncFixture.Later(options) with { Delete = true, Force = true };
        SortedDictionary<string, string> wanted = SyncFixture.ContentOf(world.Root);
        string[] whole = await world.PlanAsync(world.Folder(), world.At(), Mirror);
        List<string> parts = [];
        for (int i = 0; i < shards; i++)
        {
            R2SyncOptions OfShard(R2SyncOptions options) => Mirror(options) with { Shard = new R2Shard(i, shards) };
            string[] plan = await world.PlanAsync(world.Folder(), world.At(), OfShard), done = await world.UpAsync(OfShard);
            Assert.Equal(plan, done);
            parts.AddRange(done);
        }

        Assert.Equal(whole, parts.Order(StringComparer.Ordinal));
        Assert.Equal(wanted, await world.ContentAsync());
        Assert.Empty(await world.UpAsync(Mirror));

        string[] down = await world.PlanAsync(world.At(), world.Folder(world.Copy), Refusable);
        Assert.Equal(down, await world.DownAsync(Refusable));
        Assert.Equal(wanted, SyncFixture.ContentOf(world.Copy));
        Assert.Empty(await world.DownAsync(Refusable));

        string[] across = await world.PlanAsync(world.At(), world.At("x", SyncFixture.Other), Mirror);
        Assert.Equal(across, await world.RunAsync(world.At(), world.At("x", SyncFixture.Other), Mirror));
        Assert.Equal(wanted, await world.ContentAsync(SyncFixture.Other, "x/"));
        Assert.Empty(await world.CompareAsync(world.At(), world.At("x", SyncFixture.Other)));

        static R2SyncOptions Refusable(R2SyncOptions options) => Mirror(options);
    }

    private static async Task DoAsync(SyncFixture world, Act act, string key, int text)
    {
        string path = Path.Combine(world.Root, key);
        switch (act)
        {
            case Act.Write when !Directory.Exists(path) && !IsBelowAFile(world, key):
                world.Write(key, new string((char)('a' + text), text));
                break;
            case Act.Remove when File.Exists(path):
                File.Delete(path);
                break;
            case Act.Touch when File.Exists(path):
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-text - 2));
                break;
            case Act.Meddle:
                await world.PutAsync(key, new string('m', text));
                break;
            case Act.RemoveThere:
                await world.Client.DeleteObjectAsync(SyncFixture.Bucket, key, SyncFixture.Cancellation);
                break;
        }
    }

    private static bool IsBelowAFile(SyncFixture world, string key)
    {
        for (int slash = key.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = key.IndexOf('/', slash + 1))
        {
            if (File.Exists(Path.Combine(world.Root, key[..slash])))
            {
                return true;
            }
        }

        return false;
    }
}
