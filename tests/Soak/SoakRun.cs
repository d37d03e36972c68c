using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using R2.Emulator;
using R2.Transfer;

namespace R2.Soak;

/// <summary>An emulator that fails, one client and one transfer manager for all workers, and what is measured: after a third of the time, and in the end.</summary>
internal sealed class SoakRun : IDisposable
{
    public const string Bucket = "soak";
    public const int PartSize = 5 << 20;

    /// <summary>Short, so that at rest no connection is left to be counted.</summary>
    public static readonly TimeSpan PoolIdleTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Beyond the asked time, for operations to end, for rest and for the comparison. It ends a run that hangs.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("r2-soak-").FullName;
    private readonly R2EmulatorServer _server;
    private readonly Worker[] _workers;
    private int _files;

    public SoakRun(SoakOptions options)
    {
        Options = options;
        Sea = new Sea(options.Seed);
        _server = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Bucket], StorePath = Path.Combine(_folder, "store"), RequestLogCapacity = 1000 });
        Client = new R2Client(new R2ClientOptions
        {
            Credential = new R2Credential(_server.AccessKeyId, _server.SecretAccessKey),
            Endpoint = _server.Endpoint,
            Timeout = TimeSpan.FromSeconds(10),
            MaxAttempts = 8,
            BaseDelay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(2),
            PoolMaxConnections = 2 * options.Workers,
            PoolIdleTimeout = PoolIdleTimeout,
        });
        Manager = new R2TransferManager(Client, new TransferOptions
        {
            MultipartThreshold = PartSize,
            PartSize = PartSize,
            CopyThreshold = PartSize,
            CopyPartSize = PartSize,
            ThrottleLimit = options.Workers,
            MaxAttempts = 8,
            BaseDelay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(2),
        });
        _workers = [.. Enumerable.Range(0, options.Workers).Select(number => new Worker(this, number))];
    }

    public SoakOptions Options { get; }

    public Sea Sea { get; }

    public R2Client Client { get; }

    public R2TransferManager Manager { get; }

    public Figures Figures { get; } = new();

    /// <summary>What transfers want a person to know: uploads that they could not end.</summary>
    public ConcurrentQueue<string> Notes { get; } = new();

    public void Dispose()
    {
        Manager.Dispose();
        Client.Dispose();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public string NewPath() => Path.Combine(_folder, $"file-{Interlocked.Increment(ref _files)}");

    public async Task<bool> RunAsync()
    {
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(Options.Seconds) + s_patience);
        new FaultSchedule(Options.Seed).Arm(_server.Faults);
        long started = Stopwatch.GetTimestamp();
        await WorkAsync(Options.Seconds / 3.0, end.Token).ConfigureAwait(false);
        Footprint third = await Footprint.AtRestAsync(end.Token).ConfigureAwait(false);
        await WorkAsync(Options.Seconds * 2 / 3.0, end.Token).ConfigureAwait(false);
        Footprint last = await Footprint.AtRestAsync(end.Token).ConfigureAwait(false);
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        long requests = _server.Requests.Total;
        Dictionary<FaultKind, long> faults = Enum.GetValues<FaultKind>().ToDictionary(kind => kind, _server.Faults.CountOf);

        // The comparison is to tell what is stored, so the server works again.
        _server.Faults.Clear();
        Inventory inventory = await Inventory.TakeAsync(this, [.. _workers.Select(worker => worker.Shelf)], end.Token).ConfigureAwait(false);
        return new Report(this, took, requests, faults, third, last, inventory).Write(Console.Out);
    }

    /// <summary>Reads an object as a stream and compares it.</summary>
    public async Task ReadAsync(string key, Piece piece, CancellationToken cancellationToken)
    {
        Stream content = (await Manager.OpenReadAsync(Bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false)).Content;
        await using (content.ConfigureAwait(false))
        {
            await CompareAsync(key, content, piece, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task CompareAsync(string key, Stream stream, Piece piece, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            // To the end, also after a difference: a stream that is verified says at its end whether its bytes are good.
            int position = 0;
            int? differs = null;
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; position += read)
            {
                if (position + read > piece.Length || !buffer.AsSpan(0, read).SequenceEqual(Sea[piece].Span.Slice(position, read)))
                {
                    differs ??= position;
                }
            }

            if (differs is { } at)
            {
                throw new InvalidDataException($"{key} is not what was written, from the bytes after {at} on.");
            }

            if (position != piece.Length)
            {
                throw new InvalidDataException($"{key} ends after {position} of {piece.Length} bytes.");
            }

            Figures.Compared(position);
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
