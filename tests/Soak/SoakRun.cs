using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using R2.Emulator;

namespace R2.Soak;

/// <summary>Runs all workers over one client and one transfer manager against an emulator with faults, and measures after a third of the time and at the end.</summary>
internal sealed class SoakRun : IDisposable
{
    public const string Bucket = "soak";
    public const int PartSize = 5 << 20;

    /// <summary>Short, so that no idle connection is open when resources are measured.</summary>
    public static readonly TimeSpan PoolIdleTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Time beyond that of the options in which operations must end and the results be compared. It stops a run that hangs.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("r2-soak-").FullName;
    private readonly R2EmulatorServer _server;
    private readonly Worker[] _workers;
    private int _files;

    public SoakRun(SoakOptions options)
    {
        Options = options;
        Data = new RandomBytes(options.Seed);
        _server = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Bucket], StorePath = Path.Combine(_folder, "store"), RequestLogCapacity = 1000 });
        Client = new R2Client(new R2ClientOptions
        {
            Credential = new R2Credential(_server.AccessKeyId, _server.SecretAccessKey),
            Endpoint = _server.Endpoint,
            Timeout = TimeSpan.FromSeconds(10),
            Retry = new() { MaxAttempts = 8, BaseDelay = TimeSpan.FromMilliseconds(50), MaxDelay = TimeSpan.FromSeconds(2) },
            PoolMaxIdle = 2 * options.Workers,
            PoolIdleTimeout = PoolIdleTimeout,
        });
        Manager = new R2TransferManager(Client, new TransferOptions
        {
            MultipartThreshold = PartSize,
            PartSize = PartSize,
            CopyThreshold = PartSize,
            CopyPartSize = PartSize,
            ThrottleLimit = options.Workers,
            Retry = new() { MaxAttempts = 8, BaseDelay = TimeSpan.FromMilliseconds(50), MaxDelay = TimeSpan.FromSeconds(2) },
        });
        _workers = [.. Enumerable.Range(0, options.Workers).Select(number => new Worker(this, number))];
    }

    public SoakOptions Options { get; }

    public RandomBytes Data { get; }

    public R2Client Client { get; }

    public R2TransferManager Manager { get; }

    public Counters Counters { get; } = new();

    /// <summary>Messages of transfers to the user: uploads that they could not abort.</summary>
    public ConcurrentQueue<R2TransferEvent> Notes { get; } = new();

    /// <summary>Keeps what is told of uploads that stay at the server.</summary>
    public void Note(R2TransferEvent told)
    {
        if (told.Kind is R2TransferEventKind.UploadLeft or R2TransferEventKind.UploadMayBeLeft or R2TransferEventKind.UploadKept)
        {
            Notes.Enqueue(told);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public string NewPath() => Path.Combine(_folder, $"file-{Interlocked.Increment(ref _files)}");

    public async Task<bool> RunAsync()
    {
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(Options.Seconds) + s_grace);
        new FaultSchedule(Options.Seed).Arm(_server.Faults);
        long started = Stopwatch.GetTimestamp();
        await WorkAsync(Options.Seconds / 3.0, end.Token).ConfigureAwait(false);
        ResourceUsage third = await ResourceUsage.AtRestAsync(end.Token).ConfigureAwait(false);
        await WorkAsync(Options.Seconds * 2 / 3.0, end.Token).ConfigureAwait(false);
        ResourceUsage last = await ResourceUsage.AtRestAsync(end.Token).ConfigureAwait(false);
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        long requests = _server.Requests.Total;
        Dictionary<FaultKind, long> faults = Enum.GetValues<FaultKind>().ToDictionary(kind => kind, _server.Faults.CountOf);

        // The comparison must see what is stored, so the server no longer fails.
        _server.Faults.Clear();
        FinalCheck check = await FinalCheck.RunAsync(this, [.. _workers.Select(worker => worker.Objects)], end.Token).ConfigureAwait(false);
        return new Report(this, took, requests, faults, third, last, check).Write(Console.Out);
    }

    /// <summary>Reads an object as a stream and compares it.</summary>
    public async Task ReadAsync(string key, ByteRange range, CancellationToken cancellationToken)
    {
        Stream content = (await Manager.OpenReadAsync(Bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false)).Content;
        await using (content.ConfigureAwait(false))
        {
            await CompareAsync(key, content, range, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task CompareAsync(string key, Stream stream, ByteRange range, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            // Reads to the end even after a difference: a verified stream throws only at its end.
            int position = 0;
            int? difference = null;
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; position += read)
            {
                if (position + read > range.Length || !buffer.AsSpan(0, read).SequenceEqual(Data[range].Span.Slice(position, read)))
                {
                    difference ??= position;
                }
            }

            if (difference is { } at)
            {
                throw new InvalidDataException($"{key} differs from what was written, within the {buffer.Length:N0} bytes after {at}.");
            }

            if (position != range.Length)
            {
                throw new InvalidDataException($"{key} ends after {position} of {range.Length} bytes.");
            }

            Counters.Compared(position);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Task WorkAsync(double seconds, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        return Task.WhenAll(_workers.Select(worker => Task.Run(
            () => worker.RunAsync(() => Stopwatch.GetElapsedTime(started).TotalSeconds < seconds, cancellationToken), cancellationToken)));
    }
}
