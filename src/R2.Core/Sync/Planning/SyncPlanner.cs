using System.Runtime.CompilerServices;
using R2.Listing;
using R2.Sync.Comparing;
using R2.Sync.Listing;

namespace R2.Sync.Planning;

/// <summary>Lists both ends, compares what both have, and so finds what is to be done. It changes nothing.</summary>
internal sealed class SyncPlanner(SyncRun run)
{
    /// <summary>Pairs that are compared at once.</summary>
    private const int BatchSize = 256;

    private readonly ContentComparer _comparer = new(run);
    private readonly MetadataComparer _metadata = new(run);

    /// <param name="withEqual">Whether rows of what is equal are kept.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The plan, to be disposed.</returns>
    /// <exception cref="R2Exception">A listing broke off or is not in order.</exception>
    public async Task<SyncPlan> PlanAsync(bool withEqual, CancellationToken cancellationToken)
    {
        SyncPlan plan;
        try
        {
            plan = await PlanAsync(withEqual, run.MustSort, cancellationToken).ConfigureAwait(false);
        }
        catch (UnorderedKeysException)
        {
            run.Restart();
            plan = await PlanAsync(withEqual, sorted: true, cancellationToken).ConfigureAwait(false);
        }

        run.Memory?.KeepCompared();
        return plan;
    }

    private async Task<SyncPlan> PlanAsync(bool withEqual, bool sorted, CancellationToken cancellationToken)
    {
        Func<string, string> identity = sorted ? run.Identity : static key => key;
        if (sorted)
        {
            run.Memory?.Restart(identity);
        }

        SyncPlan plan = new();
        try
        {
            using SortedEntries sourceOrder = new(identity), destinationOrder = new(identity);
            IAsyncEnumerable<SyncEntry> sources = ListedAsync(run.Source, isSource: true, sorted, cancellationToken);
            IAsyncEnumerable<SyncEntry> destinations = run.Options.NoDestinationListing ? Array.Empty<SyncEntry>().ToAsync(cancellationToken) : ListedAsync(run.Destination, isSource: false, sorted, cancellationToken);
            if (sorted)
            {
                (sources, destinations) = (sourceOrder.SortAsync(sources, cancellationToken), destinationOrder.SortAsync(destinations, cancellationToken));
            }

            IAsyncEnumerable<SyncPair> pairs = new PairMerge(identity, run.Destination.IsFolder).MergeAsync(sources, destinations, cancellationToken);
            if (run.Options.NoDestinationListing)
            {
                pairs = new NamedEntries(run, run.Destination, WalkOf(run.Destination, isSource: false)).JoinAsync(pairs, cancellationToken);
            }

            await FillAsync(plan, pairs, withEqual, cancellationToken).ConfigureAwait(false);
            return plan;
        }
        catch
        {
            plan.Dispose();
            throw;
        }
    }

    private async Task FillAsync(SyncPlan plan, IAsyncEnumerable<SyncPair> pairs, bool withEqual, CancellationToken cancellationToken)
    {
        PairDecision decision = new(run);
        List<Pending> batch = [];
        await foreach (SyncPair pair in pairs.ConfigureAwait(false))
        {
            run.Progress.CountCompared();
            PlanRow? row = decision.WithoutComparing(pair, out bool compares);
            if (row is not null || compares)
            {
                batch.Add(new Pending(pair, row, compares ? _comparer.TryCompare(pair.Source!, pair.Destination!) : null));
            }

            if (batch.Count == BatchSize)
            {
                await FinishAsync(plan, decision, batch, withEqual, cancellationToken).ConfigureAwait(false);
            }
        }

        await FinishAsync(plan, decision, batch, withEqual, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares what has to be read or asked for, several at once, and adds the rows in their order.</summary>
    private async Task FinishAsync(SyncPlan plan, PairDecision decision, List<Pending> batch, bool withEqual, CancellationToken cancellationToken)
    {
        Pending[] open = [.. batch.Where(one => one.Row is null && (one.Found is null || (run.Options.CompareMetadata && one.Found.Value.IsEqual)))];
        if (open.Length > 0)
        {
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = Math.Max(run.Options.Transfer.ThrottleLimit, Environment.ProcessorCount), CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(open, parallel, CompareAsync).ConfigureAwait(false);
        }

        foreach (Pending one in batch)
        {
            PlanRow row = one.Row ?? decision.AfterComparing(one.Pair.Source!, one.Pair.Destination!, one.Found!.Value);
            if (one.Row is null)
            {
                run.Tally.CountCompared(row.Reason == R2SyncReason.Equal);
                if (one.Found is { IsEqual: true, IsByContent: true })
                {
                    run.Note(one.Pair.Source!, one.Pair.Destination!);
                }
            }

            if (row.Reason != R2SyncReason.Equal || withEqual)
            {
                plan.Add(row);
            }
        }

        batch.Clear();
    }

    private async ValueTask CompareAsync(Pending one, CancellationToken cancellationToken)
    {
        (SyncEntry source, SyncEntry destination) = (one.Pair.Source!, one.Pair.Destination!);
        try
        {
            one.Found ??= await _comparer.CompareAsync(source, destination, cancellationToken).ConfigureAwait(false);
            if (run.Options.CompareMetadata && one.Found.Value.IsEqual && await _metadata.DifferAsync(source, destination, cancellationToken).ConfigureAwait(false))
            {
                one.Found = one.Found.Value with { Reason = R2SyncReason.MetadataDiffers };
            }
        }
        catch (R2Exception e) when (e.Kind is not (R2ErrorKind.Closed or R2ErrorKind.Unauthenticated))
        {
            R2Exception said = e.Kind is R2ErrorKind.Precondition or R2ErrorKind.NotFound ? run.DestinationChanged(source.Key, e) : e;
            one.Row = new PlanRow(R2SyncActionKind.Failed, R2SyncReason.Unreadable, source, destination) { Error = said };
        }
    }

    private async IAsyncEnumerable<SyncEntry> ListedAsync(R2SyncLocation location, bool isSource, bool sorted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FolderWalk? walk = WalkOf(location, isSource);
        IAsyncEnumerable<SyncEntry> all = run.Options is { Keys: { } keys, KeysNarrow: false } ? new NamedEntries(run, location, walk).EnumerateAsync(keys, cancellationToken)
            : walk is not null ? (Directory.Exists(location.Path) ? walk.Enumerate() : []).ToAsync(cancellationToken)
            : new BucketWalk(location, run.Options.Transfer.ThrottleLimit).EnumerateAsync(sorted, cancellationToken);
        await foreach (SyncEntry entry in all.ConfigureAwait(false))
        {
            if (Takes(entry, isSource))
            {
                if (!sorted && !KeyOrder.IsComposed(entry.Key))
                {
                    throw new UnorderedKeysException();
                }

                yield return entry;
            }
        }

        run.IsIncomplete |= walk?.IsIncomplete == true;
    }

    private FolderWalk? WalkOf(R2SyncLocation location, bool isSource) =>
        location.IsFolder ? new FolderWalk(location.Path!, isSource ? run.Options.Symlinks : null, run.Options, folder => run.Selection.MayEnter(folder, isSource)) : null;

    private bool Takes(SyncEntry entry, bool isSource)
    {
        if (entry.IsOpaqueFolder)
        {
            return true;
        }

        if (run.Selection.Hides(entry.Key))
        {
            return false;
        }

        // Folders alone are nothing: a disk that is not mounted may have them.
        bool included = run.Selection.Includes(entry.Key);
        run.SourceSelected += included && isSource && !entry.IsMarker ? 1 : 0;
        if (!(included || (!isSource && run.Options.DeleteExcluded)) || !run.Selection.IsOfShard(entry.Key))
        {
            return false;
        }

        run.DestinationSelected += isSource ? 0 : 1;
        if (!run.Selection.IsNamed(entry.Key))
        {
            return false;
        }

        if (isSource)
        {
            run.Tally.CountSource();
        }
        else
        {
            run.Tally.CountDestination();
        }

        return true;
    }

    /// <summary>A pair on its way to a row.</summary>
    private sealed class Pending(SyncPair pair, PlanRow? row, Comparison? found)
    {
        public SyncPair Pair => pair;

        public PlanRow? Row { get; set; } = row;

        public Comparison? Found { get; set; } = found;
    }
}
