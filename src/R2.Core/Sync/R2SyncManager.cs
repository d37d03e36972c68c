using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using R2.Sync;
using R2.Sync.Execution;
using R2.Sync.Planning;

namespace R2;

/// <summary>
/// Makes a destination what a source is, or tells how they differ: a folder and a bucket, a bucket and a folder, or two buckets, also of two servers. Everything is compared
/// before anything is sent, and deletions come last. Make one for each run.
/// </summary>
public sealed class R2SyncManager
{
    private const int ResultsInFlight = 256;

    private readonly R2SyncLocation _source;
    private readonly R2SyncLocation _destination;
    private readonly R2SyncOptions _options;
    private int _runs;

    /// <summary>Makes a sync. Nothing is listed.</summary>
    /// <param name="source">What to go by.</param>
    /// <param name="destination">What to change.</param>
    /// <param name="options">How; they are checked.</param>
    /// <exception cref="R2Exception">Options contradict each other or are outside their ranges, or both ends are folders, or one lies in the other.</exception>
    public R2SyncManager(R2SyncLocation source, R2SyncLocation destination, R2SyncOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        (_source, _destination, _options) = (source, destination, options ?? new());
        _options.Validate(source, destination);
    }

    /// <summary>What it came to so far; whole when the run has ended, well or badly.</summary>
    public R2SyncSummary Summary { get; private set; } = new();

    /// <summary>How far the run is; null before it begins.</summary>
    public R2SyncProgress? Progress { get; private set; }

    /// <summary>Makes the destination what the source is, and tells what it does as it does it: moves in the order in which they end, then deletions.</summary>
    /// <param name="cancellationToken">Cancels; what is done is done, and the next run does the rest.</param>
    /// <exception cref="R2Exception">
    /// The source is missing (<see cref="R2ErrorCodes.SyncSourceMissing"/>) or has nothing (<see cref="R2ErrorCodes.SyncSourceEmpty"/>), more would be deleted than may be
    /// (<see cref="R2ErrorCodes.SyncMaxDelete"/>), keys would meet in one name (<see cref="R2ErrorCodes.SyncCollision"/>), or a listing broke off or is not in order: in all of
    /// these nothing was changed. A key that fails is a row, not an exception.
    /// </exception>
    public IAsyncEnumerable<R2SyncAction> RunAsync(CancellationToken cancellationToken = default) => SyncAsync(dryRun: false, cancellationToken);

    /// <summary>Tells what <see cref="RunAsync"/> would do, and changes nothing.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">As <see cref="RunAsync"/>, after the rows.</exception>
    public IAsyncEnumerable<R2SyncAction> PlanAsync(CancellationToken cancellationToken = default) => SyncAsync(dryRun: true, cancellationToken);

    /// <summary>Tells how both ends differ, in the order of the keys, and changes nothing.</summary>
    /// <param name="includeEqual">Whether keys that are the same are told, too.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">A listing broke off or is not in order.</exception>
    public async IAsyncEnumerable<R2Difference> CompareAsync(bool includeEqual = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using SyncRun run = Begin(_options with { Delete = false, OnCollision = R2CollisionPolicy.Error }, out long started);
        try
        {
            ThrowIfMissing(run);
            using SyncPlan plan = await new SyncPlanner(run).PlanAsync(includeEqual, cancellationToken).ConfigureAwait(false);
            foreach (PlanRow row in plan.Rows.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (run.Compare(row) is { } difference)
                {
                    yield return difference;
                }
            }

            Summary = Summarize(run, started) with { Complete = plan.Rows.Count == 0, Failed = plan.Failures };
        }
        finally
        {
            run.Progress.End();
        }
    }

    private async IAsyncEnumerable<R2SyncAction> SyncAsync(bool dryRun, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SyncRun run = Begin(_options, out long started);
        try
        {
            ThrowIfMissing(run);
            await ThrowIfNotRequiredAsync(run, cancellationToken).ConfigureAwait(false);
            using SyncPlan plan = await new SyncPlanner(run).PlanAsync(withEqual: false, cancellationToken).ConfigureAwait(false);
            if (_options.TrackRename)
            {
                new RenameFinder(run).Apply(plan);
            }

            R2Exception? refusal = new DeletionGuard(run).WhyNot(plan);
            if (dryRun || refusal is not null)
            {
                foreach (R2SyncAction row in Foretold(run, plan, all: dryRun))
                {
                    yield return row;
                }

                string? heldBack = refusal is not null ? refusal.Message : new DeletionGuard(run).WhyHeldBack(plan.Failures);
                Summary = Held(Summarize(run, started), plan, heldBack) with { DryRun = dryRun, Complete = refusal is null && plan.Failures == 0 && !run.IsIncomplete };
                if (refusal is not null)
                {
                    throw refusal;
                }

                yield break;
            }

            if (_options.Confirm is { } confirm && !await confirm(Foreseen(run, plan, started), cancellationToken).ConfigureAwait(false))
            {
                Summary = Summarize(run, started) with { DryRun = true };
                yield break;
            }

            await foreach (R2SyncAction row in ExecuteAsync(run, plan, started, cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
        finally
        {
            run.Progress.End();
        }
    }

    private async IAsyncEnumerable<R2SyncAction> ExecuteAsync(SyncRun run, SyncPlan plan, long started, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<R2SyncAction> results = Channel.CreateBounded<R2SyncAction>(new BoundedChannelOptions(ResultsInFlight) { SingleReader = true });
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        SyncExecutor executor = new(run, plan, results.Writer);
        Task work = Task.Run(
            async () =>
            {
                try
                {
                    await executor.RunAsync(stopping.Token).ConfigureAwait(false);
                }
                finally
                {
                    results.Writer.Complete();
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (R2SyncAction row in results.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return row;
            }

            await work.ConfigureAwait(false);
        }
        finally
        {
            // Who wants no more rows wants no more of the rest.
            await stopping.CancelAsync().ConfigureAwait(false);
            await DrainAsync(results.Reader, work).ConfigureAwait(false);
            R2SyncSummary summary = Held(Summarize(run, started), plan, executor.HeldBack);
            Summary = summary with { Complete = work.IsCompletedSuccessfully && summary is { Failed: 0, DeletionsHeldBack: 0 } && !run.IsIncomplete };
        }
    }

    private static async Task DrainAsync(ChannelReader<R2SyncAction> results, Task work)
    {
        await foreach (R2SyncAction _ in results.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            // Room for what is still to be told.
        }

        await work.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
    }

    private SyncRun Begin(R2SyncOptions options, out long started)
    {
        if (Interlocked.Exchange(ref _runs, 1) != 0)
        {
            throw new InvalidOperationException("A sync is made for one run.");
        }

        started = Stopwatch.GetTimestamp();
        SyncRun run = new(_source, _destination, options);
        Progress = run.Progress;
        return run;
    }

    private static void ThrowIfMissing(SyncRun run)
    {
        if (new DeletionGuard(run).WhyNotBegin() is { } refusal)
        {
            throw refusal;
        }
    }

    private async Task ThrowIfNotRequiredAsync(SyncRun run, CancellationToken cancellationToken)
    {
        if (_options.RequireFile is { } name && !await run.SourceHasAsync(name, cancellationToken).ConfigureAwait(false))
        {
            throw new R2Exception(R2ErrorCodes.SyncSourceMissing, $"The source '{run.Source}' does not have '{name}', which it must have. Nothing was changed.");
        }
    }

    private static IEnumerable<R2SyncAction> Foretold(SyncRun run, SyncPlan plan, bool all)
    {
        foreach (PlanRow row in plan.Rows.Read().Where(row => row.Action is { } action && (all || action == R2SyncActionKind.Failed)))
        {
            run.Tally.CountAction(row.Action!.Value, row.Action == R2SyncActionKind.Delete ? row.Destination!.Size : row.Bytes);
            yield return run.Show(row, done: false);
        }
    }

    private static R2SyncSummary Foreseen(SyncRun run, SyncPlan plan, long started) => Summarize(run, started) with
    {
        Uploaded = run.Source.IsFolder ? plan.Moves : 0,
        Downloaded = run.Destination.IsFolder ? plan.Moves : 0,
        Copied = run.IsBetweenBuckets ? plan.Moves : 0,
        BytesTransferred = plan.Bytes,
        Deleted = plan.Deletions,
        DryRun = true,
    };

    private static R2SyncSummary Held(R2SyncSummary summary, SyncPlan plan, string? why) =>
        why is null || plan.Deletions <= 0 ? summary : summary with { DeletionsHeldBack = plan.Deletions, HeldBackReason = why };

    private static R2SyncSummary Summarize(SyncRun run, long started) => run.Tally.ToSummary() with
    {
        Source = $"{run.Source}",
        Destination = $"{run.Destination}",
        ShardIndex = run.Options.Shard?.Index,
        ShardCount = run.Options.Shard?.Count,
        Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
    };
}
