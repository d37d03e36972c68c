using R2.Soak.Operations;

namespace R2.Soak;

/// <summary>Does one operation after another on its own keys, chosen by its own random numbers, and looks at each answer.</summary>
internal sealed class Worker
{
    /// <summary>In keys of objects that always have a checksum: their downloads meet flipped bytes.</summary>
    public const string Verified = "verified";

    /// <summary>In keys of objects that may have none, as copies in parts, and that are read in ranges.</summary>
    public const string Plain = "plain";

    public const int OperationCount = 15;

    private readonly Figures _figures;
    private readonly (string Name, int Weight, Func<CancellationToken, Task> Run)[] _operations;

    public Worker(SoakRun run, int number)
    {
        Shelf = new Shelf(number, new Random(HashCode.Combine(run.Options.Seed, number)));
        _figures = run.Figures;
        Uploads uploads = new(run, Shelf);
        Reads reads = new(run, Shelf);
        Changes changes = new(run, Shelf);
        PartUploads parts = new(run, Shelf);
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

    public Shelf Shelf { get; }

    public async Task RunAsync(Func<bool> goesOn, CancellationToken cancellationToken)
    {
        while (goesOn())
        {
            (string name, _, Func<CancellationToken, Task> run) = Choose();
            try
            {
                await run(cancellationToken).ConfigureAwait(false);
                _figures.Done(name);
            }
            catch (Exception e) when (e is R2Exception or IOException or InvalidDataException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                _figures.Fail($"{name}: {Describe(e)}");
            }
        }
    }

    private static string Describe(Exception exception) => exception is R2Exception e
        ? $"{e.Operation} {e.Address} after {e.Attempts} attempts: {e.Code} {e.Message}"
        : $"{exception.GetType().Name}: {exception.Message}";

    private (string Name, int Weight, Func<CancellationToken, Task> Run) Choose()
    {
        int left = Shelf.Random.Next(_operations.Sum(operation => operation.Weight));
        return _operations.First(operation => (left -= operation.Weight) < 0);
    }
}
