using System.Globalization;
using R2.Models;
using R2.TransferBenchmark.Servers;

namespace R2.TransferBenchmark;

/// <summary>Scenarios of sync: nothing has changed, or everything is new.</summary>
internal static class SyncSuite
{
    private const string Prefix = "sync/";
    private const int FilesInFolder = 1000;

    public static IReadOnlyList<string> Names { get; } = ["sync-same", "sync-new", "sync-copy", "sync-million"];

    public static async IAsyncEnumerable<Scenario> CreateAsync(RunOptions options, Workspace workspace)
    {
        if (options.Scenarios.Any(static name => name is "sync-same" or "sync-new"))
        {
            using HostedServer? emulator = options.Endpoint is null ? HostedServer.Start("emulator") : null;
            S3Endpoint endpoint = emulator?.Endpoint ?? options.Other;
            using R2Client client = endpoint.Connect();
            if (emulator is null)
            {
                await client.CreateBucketAsync(Job.Bucket).ConfigureAwait(false);
            }

            string server = emulator is null ? endpoint.Address : "emulator";
            foreach (string name in options.Scenarios)
            {
                if (name == "sync-same")
                {
                    yield return Same(options, workspace, endpoint, emulator, client, server);
                }
                else if (name == "sync-new")
                {
                    yield return New(options, workspace, endpoint, emulator, client, server);
                }
            }
        }

        if (options.Scenarios.Contains("sync-copy"))
        {
            using HostedServer server = HostedServer.Start("list", options.Keys);
            Job job = new() { Operation = Operation.SyncCopy, Endpoint = server.Endpoint, Key = "logs/", Path = "-", Count = options.Keys, StateFolder = workspace["state-copy"] };
            yield return new Scenario($"Sync of {options.Keys:N0} objects that are the same, bucket to bucket, canned pages", job, static () => { }, static _ => Task.CompletedTask);
        }

        if (options.Scenarios.Contains("sync-million"))
        {
            using HostedServer server = HostedServer.Start("list-empty", options.Keys);
            string folder = workspace["million"];
            MakeFiles(folder, Enumerable.Range(0, options.Keys).Select(ListServer.Name), bytes: 0);
            Job job = new() { Operation = Operation.Sync, Endpoint = server.Endpoint, Key = "logs/", Path = folder, Count = options.Keys, StateFolder = workspace["state-million"] };
            yield return new Scenario($"Sync of a folder with {options.Keys:N0} empty files that are the same, canned pages", job, static () => { }, static _ => Task.CompletedTask);
            Workspace.Remove(folder);
        }
    }

    private static Scenario Same(RunOptions options, Workspace workspace, S3Endpoint endpoint, HostedServer? emulator, R2Client client, string server)
    {
        string folder = workspace["same"];
        MakeFiles(folder, Enumerable.Range(0, options.SyncFiles).Select(static i => string.Create(CultureInfo.InvariantCulture, $"{i / FilesInFolder:D3}/{i % FilesInFolder:D3}.bin")), bytes: 4096);
        Job job = new() { Operation = Operation.Sync, Endpoint = endpoint, Key = Prefix, Path = folder, Count = options.SyncFiles, StateFolder = workspace["state-same"] };
        _ = TimedProcess.Run(Runner.Engine().Start(job)!, endpoint, null);
        DateTimeOffset sent = DateTimeOffset.UtcNow;
        return new Scenario($"Sync of {options.SyncFiles:N0} files of 4 KiB that have not changed, {server}", job, static () => { }, async thorough =>
        {
            long count = 0;
            await foreach (R2Object item in client.EnumerateObjectsAsync(Job.Bucket, new ListObjectsOptions { Prefix = Prefix }).ConfigureAwait(false))
            {
                count++;
                if (thorough && item.LastModified > sent)
                {
                    throw new InvalidOperationException($"{item.Key} was sent again.");
                }
            }

            Check(count, options.SyncFiles);
        })
        {
            Count = emulator is null ? null : emulator.Count,
        };
    }

    private static Scenario New(RunOptions options, Workspace workspace, S3Endpoint endpoint, HostedServer? emulator, R2Client client, string server)
    {
        const string Prefix = "sync-new/";
        string folder = workspace["new"], state = workspace["state-new"];
        Job job = new() { Operation = Operation.Sync, Endpoint = endpoint, Key = Prefix, Path = folder, Count = options.Files, Concurrency = options.Concurrency, StateFolder = state, IsNew = true };
        MakeFiles(folder, job.Names, bytes: 4096);
        void Prepare()
        {
            Workspace.Remove(state);
            EmptyAsync(client, Prefix).GetAwaiter().GetResult();
        }

        return new Scenario($"Sync of {options.Files:N0} new files of 4 KiB, {server}", job, Prepare, async _ =>
        {
            long count = 0;
            await foreach (R2Object item in client.EnumerateObjectsAsync(Job.Bucket, new ListObjectsOptions { Prefix = Prefix }).ConfigureAwait(false))
            {
                Check(item.Size, 4096);
                count++;
            }

            Check(count, options.Files);
        })
        {
            Count = emulator is null ? null : emulator.Count,
        };
    }

    private static async Task EmptyAsync(R2Client client, string prefix)
    {
        await foreach (R2ObjectPage page in client.EnumerateObjectPagesAsync(Job.Bucket, new ListObjectsOptions { Prefix = prefix }).ConfigureAwait(false))
        {
            if (page.Objects.Count > 0)
            {
                await client.DeleteObjectsAsync(Job.Bucket, [.. page.Objects.Select(static item => item.Key)]).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Files that were written long ago, as files are that have not changed.</summary>
    private static void MakeFiles(string folder, IEnumerable<string> names, int bytes)
    {
        byte[] content = new byte[bytes];
        Random random = new(3);
        DateTime written = new(2026, 11, 1, 10, 0, 0, 123, 456, DateTimeKind.Utc);
        foreach (string name in names)
        {
            string path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            random.NextBytes(content);
            File.WriteAllBytes(path, content);
            File.SetLastWriteTimeUtc(path, written);
        }

        // Closer to now, a file could be written again within one step of the clock: sync would read it once more.
        Thread.Sleep(TimeSpan.FromSeconds(3));
    }

    private static void Check<T>(T actual, T expected)
    {
        if (!Equals(actual, expected))
        {
            throw new InvalidOperationException($"What a process left is {actual}, not {expected}.");
        }
    }
}
