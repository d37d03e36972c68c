using System.Runtime.CompilerServices;
using R2.Models;
using R2.TransferBenchmark.Servers;

namespace R2.TransferBenchmark;

/// <summary>Makes the scenarios that were asked for, with the servers and files that each needs.</summary>
internal static class Suite
{
    private const string Big = "big.bin";
    private const string Many = "many/";

    public static IReadOnlyList<string> Defaults { get; } = ["up", "down", "tls-up", "tls-down", "growth", "many-up", "many-down", "pipe", "list", "s3-up", "s3-down", "s3-many-up", "s3-many-down"];

    private static IEnumerable<string> All => Defaults.Concat(SyncSuite.Names);

    public static async IAsyncEnumerable<Scenario> CreateAsync(RunOptions options, Workspace workspace, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _ = cancellationToken;
        foreach (string name in options.Scenarios.Where(static name => !All.Contains(name)))
        {
            throw new ArgumentException($"There is no scenario '{name}'; there are {string.Join(", ", All)}.");
        }

        if (options.Scenarios.Any(static name => name is "up" or "down" or "tls-up" or "tls-down" or "many-up" or "many-down" or "pipe" or "growth"))
        {
            await foreach (Scenario scenario in RawAsync(options, workspace).ConfigureAwait(false))
            {
                yield return scenario;
            }
        }

        if (options.Scenarios.Contains("list"))
        {
            using HostedServer server = HostedServer.Start("list", options.Keys);
            Job job = new() { Operation = Operation.List, Endpoint = server.Endpoint, Key = "logs/", Path = "-", Count = options.Keys };
            yield return new Scenario($"List {options.Keys:N0} keys, canned pages", job, static () => { }, static _ => Task.CompletedTask);
        }

        if (options.Scenarios.Any(static name => name.StartsWith("s3-", StringComparison.Ordinal)))
        {
            using HostedServer? emulator = options.Endpoint is null ? HostedServer.Start("emulator") : null;
            S3Endpoint endpoint = emulator?.Endpoint ?? options.Other;
            await foreach (Scenario scenario in S3Async(options, workspace, endpoint).ConfigureAwait(false))
            {
                yield return scenario;
            }
        }

        await foreach (Scenario scenario in SyncSuite.CreateAsync(options, workspace).ConfigureAwait(false))
        {
            yield return scenario;
        }
    }

    private static async IAsyncEnumerable<Scenario> RawAsync(RunOptions options, Workspace workspace)
    {
        string root = Path.Combine(workspace["nginx"], "root", Job.Bucket);
        Directory.CreateDirectory(root);
        string source = Path.Combine(root, "source.bin");
        Dictionary<string, string> checksums = [];
        bool big = options.Scenarios.Any(static name => name is "up" or "down" or "tls-up" or "tls-down" or "pipe");
        if (big)
        {
            checksums["source.bin"] = await Workspace.MakeFileAsync(source, options.Bytes).ConfigureAwait(false);
        }

        using NginxServer server = NginxServer.Start(workspace["nginx"], checksums);
        foreach (string name in options.Scenarios)
        {
            S3Endpoint endpoint = name.StartsWith("tls-", StringComparison.Ordinal) ? server.Https : server.Http;
            string what = $"{options.Bytes >> 20} MiB, nginx, {(endpoint.Certificate is null ? "http" : "https")}";
            if (name is "up" or "tls-up")
            {
                yield return Up($"One object up: {what}", endpoint, root, source, options.Bytes);
            }
            else if (name is "down" or "tls-down")
            {
                yield return Down($"One object down: {what}", endpoint, "source.bin", workspace["target.bin"], options.Bytes, checksums["source.bin"]);
            }
            else if (name == "pipe")
            {
                yield return Up($"A pipe of {options.PipeBytes >> 20} MiB up, nginx", endpoint, root, Cut(source, workspace["pipe.bin"], options.PipeBytes), options.PipeBytes, Operation.Pipe);
                File.Delete(workspace["pipe.bin"]);
            }
            else if (name == "many-up")
            {
                yield return UpMany(options, workspace, endpoint, "nginx", () => Workspace.Remove(Path.Combine(root, Many)));
            }
            else if (name == "many-down")
            {
                Job job = ManyJob(options, endpoint, Operation.DownMany, workspace["many-target"]);
                workspace.MakeSmallFiles(Path.Combine(root, Many), job.Names);
                yield return DownMany(options, workspace, job, "nginx");
                Workspace.Remove(Path.Combine(root, Many));
            }
            else if (name == "growth")
            {
                foreach (long length in new[] { options.Growth.Small, options.Growth.Large })
                {
                    string hole = Path.Combine(root, "hole.bin");
                    Workspace.MakeHole(hole, length);
                    yield return Up($"Memory: {length >> 20} MiB of zeros up, nginx", endpoint, root, hole, length);
                    yield return Down($"Memory: {length >> 20} MiB of zeros down, nginx", endpoint, "hole.bin", workspace["target.bin"], length, null);
                    File.Delete(hole);
                }
            }
        }
    }

    private static async IAsyncEnumerable<Scenario> S3Async(RunOptions options, Workspace workspace, S3Endpoint endpoint)
    {
        string server = options.Endpoint is null ? "emulator" : endpoint.Address;
        using R2Client client = endpoint.Connect();
        if (options.Endpoint is not null)
        {
            await client.CreateBucketAsync(Job.Bucket).ConfigureAwait(false);
        }

        string source = workspace["s3-source.bin"];
        string? checksum = options.Scenarios.Any(static name => name is "s3-up" or "s3-down") ? await Workspace.MakeFileAsync(source, options.Bytes).ConfigureAwait(false) : null;
        string what = $"{options.Bytes >> 20} MiB, {server}";
        foreach (string name in options.Scenarios)
        {
            if (name == "s3-up")
            {
                Job job = new() { Operation = Operation.Up, Endpoint = endpoint, Key = Big, Path = source, Bytes = options.Bytes };
                yield return new Scenario($"One object up: {what}", job, static () => { }, async _ => Check((await client.HeadObjectAsync(Job.Bucket, Big).ConfigureAwait(false)).Size, options.Bytes));
            }
            else if (name == "s3-down")
            {
                await new Peers.R2Upload(client).RunAsync(source, Big).ConfigureAwait(false);
                yield return Down($"One object down: {what}", endpoint, Big, workspace["target.bin"], options.Bytes, checksum);
            }
            else if (name == "s3-many-up")
            {
                yield return UpMany(options, workspace, endpoint, server, static () => { });
            }
            else if (name == "s3-many-down")
            {
                Job job = ManyJob(options, endpoint, Operation.DownMany, workspace["many-target"]);
                workspace.MakeSmallFiles("many", job.Names);
                foreach (string file in job.Names)
                {
                    await client.PutObjectAsync(Job.Bucket, Many + file, R2Content.FromFile(Path.Combine(workspace["many"], file))).ConfigureAwait(false);
                }

                yield return DownMany(options, workspace, job, server);
            }
        }
    }

    private static Scenario Up(string title, S3Endpoint endpoint, string root, string source, long bytes, Operation operation = Operation.Up)
    {
        Job job = new() { Operation = operation, Endpoint = endpoint, Key = Big, Path = source, Bytes = bytes };
        void Prepare()
        {
            foreach (string stored in Directory.GetFiles(root, Big + "*"))
            {
                File.Delete(stored);
            }

            // rclone looks at the object after it was put together, which here it is not: parts stay files of their own.
            Workspace.MakeHole(Path.Combine(root, Big), bytes);
        }

        return new Scenario(title, job, Prepare, _ =>
        {
            long[] parts = [.. Directory.GetFiles(root, Big + ".part*").Select(static part => new FileInfo(part).Length)];
            long stored = parts.Length > 0 ? parts.Sum() : new FileInfo(Path.Combine(root, Big)).Length;
            // nginx stores the chunks of AWSSDK's own encoding as they came, with their frames.
            Check(stored >= bytes && stored < bytes * 1.01, true);
            return Task.CompletedTask;
        });
    }

    private static Scenario Down(string title, S3Endpoint endpoint, string key, string target, long bytes, string? checksum)
    {
        Job job = new() { Operation = Operation.Down, Endpoint = endpoint, Key = key, Path = target, Bytes = bytes };
        return new Scenario(title, job, () => Workspace.Remove(target), async thorough =>
        {
            Check(new FileInfo(target).Length, bytes);
            if (thorough && checksum is not null)
            {
                Check((await R2Content.FromFile(target).ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C).ConfigureAwait(false)).Value, checksum);
            }
        });
    }

    private static Scenario UpMany(RunOptions options, Workspace workspace, S3Endpoint endpoint, string server, Action prepare)
    {
        Job job = ManyJob(options, endpoint, Operation.UpMany, workspace["many"]);
        workspace.MakeSmallFiles("many", job.Names);
        return new Scenario($"{options.Files:N0} files of 4 KiB up, {options.Concurrency} at once, {server}", job, prepare, static _ => Task.CompletedTask);
    }

    private static Scenario DownMany(RunOptions options, Workspace workspace, Job job, string server)
    {
        workspace.MakeSmallFiles("many", job.Names);
        return new Scenario(
            $"{options.Files:N0} files of 4 KiB down, {options.Concurrency} at once, {server}",
            job,
            () =>
            {
                Workspace.Remove(job.Path);
                Directory.CreateDirectory(job.Path);
            },
            thorough =>
            {
                // The keys of the engine are whole: its files lie in the folder that the prefix makes.
                string folder = Directory.Exists(Path.Combine(job.Path, Many)) ? Path.Combine(job.Path, Many) : job.Path;
                foreach (string name in thorough ? job.Names : [])
                {
                    Check(File.ReadAllBytes(Path.Combine(folder, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(workspace["many"], name))), true);
                }

                Check(Directory.GetFiles(folder).Length, job.Count);
                return Task.CompletedTask;
            });
    }

    private static Job ManyJob(RunOptions options, S3Endpoint endpoint, Operation operation, string path) =>
        new() { Operation = operation, Endpoint = endpoint, Key = Many, Path = path, Count = options.Files, Concurrency = options.Concurrency };

    private static string Cut(string source, string target, long length)
    {
        using FileStream from = File.OpenRead(source);
        using FileStream to = File.Create(target);
        byte[] block = new byte[1 << 20];
        for (long left = length; left > 0;)
        {
            int read = from.Read(block, 0, (int)Math.Min(left, block.Length));
            from.Position = read == 0 ? 0 : from.Position;
            to.Write(block, 0, read);
            left -= read;
        }

        return target;
    }

    private static void Check<T>(T actual, T expected)
    {
        if (!Equals(actual, expected))
        {
            throw new InvalidOperationException($"What a process left is {actual}, not {expected}.");
        }
    }
}
