using R2.Soak.Operations;

namespace R2.Soak;

/// <summary>Executes random operations, one after another, on its own keys, and checks each result.</summary>
internal sealed class Worker
{
    /// <summary>Part of the keys of objects that always have a checksum: faults flip bytes in their downloads.</summary>
    public const string Verified = "verified";

    /// <summary>Part of the keys of objects that may have no checksum, such as copies in parts. Only these are read in ranges.</summary>
    public const string Plain = "plain";

    public const int OperationCount = 15;

    private readonly Counters _counters;
    private readonly (string Name, int Weight, Func<CancellationToken, Task> Run)[] _operations;

    public Worker(SoakRun run, int number)
    {
        Objects = new ExpectedObjects(number, new Random(HashCode.Combine(run.Options.Seed, number)));
        _counters = run.Counters;
        Uploads uploads = new(run, Objects);
        Reads reads = new(run, Objects);
        Changes changes = new(run, Objects);
        PartUploads parts = new(run, Objects);
        _operations =
        [
            ("upload of a file", 10, uploads.FileAsync),
            ("upload of a pipe", 8, uploads.PipeAsync),
            ("upload that is cancelled", 3, uploads.CancelledAsync),
            ("PutObject", 14, uploads.PutAsync),
            ("download into a file", 14, reads.FileAsync),
            ("download as a stream", 12, reads.StreamAsync),
            ("read of a range", 14, reads.RangeAsync),
            ("HeadObject", 10, reads.HeadAsync),
            ("listing", 8, reads.ListAsync),
            ("copy", 6, changes.CopyAsync),
            ("move", 3, changes.MoveAsync),
            ("DeleteObject", 4, changes.DeleteAsync),
            ("DeleteObjects", 2, changes.DeleteManyAsync),
            ("parts by hand, completed", 3, parts.CompleteAsync),
            ("parts by hand, aborted", 3, parts.AbortAsync),
        ];
    }

    public ExpectedObjects Objects { get; }

    public async Task RunAsync(Func<bool> keepRunning, CancellationToken cancellationToken)
    {
        while (keepRunning())
        {
            (string name, _, Func<CancellationToken, Task> run) = Choose();
            try
            {
                await run(cancellationToken).ConfigureAwait(false);
                _counters.Done(name);
            }
            catch (Exception e) when (e is R2Exception or IOException or InvalidDataException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                _counters.Fail($"{name}: {Describe(e)}");
            }
        }
    }

    private static string Describe(Exception exception) => exception is R2Exception e
        ? $"{e.Operation} {e.Address} after {e.Attempts} attempts: {e.Code} {e.Message}"
        : $"{exception.GetType().Name}: {exception.Message}";

    private (string Name, int Weight, Func<CancellationToken, Task> Run) Choose()
    {
        int left = Objects.Random.Next(_operations.Sum(operation => operation.Weight));
        return _operations.First(operation => (left -= operation.Weight) < 0);
    }
}
