using System.Threading.Channels;
using R2.Sync.Planning;

namespace R2.Sync.Execution;

/// <summary>Does what a plan says: moves first, several at once, then deletes. What it did comes out as it is done.</summary>
internal sealed class SyncExecutor(SyncRun run, SyncPlan plan, ChannelWriter<R2SyncAction> results)
{
    private readonly SyncTransfer _transfer = new(run);
    private long _failures;

    /// <summary>Why deletions were held back; null where none was.</summary>
    public string? HeldBack { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        run.Progress.BeginTransfers(plan.Moves, plan.Bytes, plan.Deletions);
        foreach (PlanRow row in plan.Rows.Read().Where(static row => row.Action is R2SyncActionKind.Skip or R2SyncActionKind.Failed))
        {
            await TellAsync(row, cancellationToken).ConfigureAwait(false);
        }

        await MoveAsync(last: false, cancellationToken).ConfigureAwait(false);
        if (run.Options.Last.Count > 0 && _failures == 0)
        {
            await MoveAsync(last: true, cancellationToken).ConfigureAwait(false);
        }
        else if (run.Options.Last.Count > 0)
        {
            await HoldLastAsync(cancellationToken).ConfigureAwait(false);
        }

        if (run.Memory is { } memory)
        {
            await memory.KeepSentAsync().ConfigureAwait(false);
        }

        run.Progress.BeginDeletions();
        if (run.Options.Delete)
        {
            await DeleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MoveAsync(bool last, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = run.Options.Transfer.ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(plan.Rows.Read().Where(row => row.Moves && run.IsLast(row.Key) == last), parallel, async (row, cancellation) =>
        {
            PlanRow done = await _transfer.RunAsync(row, cancellation).ConfigureAwait(false);
            await TellAsync(done, cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>What names the others must not name what is not there.</summary>
    private async Task HoldLastAsync(CancellationToken cancellationToken)
    {
        foreach (PlanRow row in plan.Rows.Read().Where(row => row.Moves && run.IsLast(row.Key)))
        {
            R2Exception error = new(R2ErrorCodes.SyncIncomplete, $"'{row.Key}' is to be sent after all others, and {Interlocked.Read(ref _failures)} of those failed.") { Key = row.Key };
            await TellAsync(row.Failing(error), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        IEnumerable<PlanRow> rows = plan.Rows.Read().Where(static row => row.Action == R2SyncActionKind.Delete);
        HeldBack = new DeletionGuard(run).WhyHeldBack(Interlocked.Read(ref _failures));
        if (HeldBack is not null)
        {
            HeldBack = rows.Any() ? HeldBack : null;
            return;
        }

        await foreach (PlanRow row in new SyncDeleter(run).RunAsync(rows, cancellationToken).ConfigureAwait(false))
        {
            run.Progress.CountDeleted();
            await TellAsync(row, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask TellAsync(PlanRow row, CancellationToken cancellationToken)
    {
        if (row.Action == R2SyncActionKind.Failed)
        {
            Interlocked.Increment(ref _failures);
        }

        run.Tally.CountAction(row.Action!.Value, row.Action == R2SyncActionKind.Delete ? row.Destination!.Size : row.Bytes);
        return results.WriteAsync(run.Show(row, done: row.Action != R2SyncActionKind.Failed), cancellationToken);
    }
}
