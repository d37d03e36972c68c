namespace R2.Sync.Planning;

/// <summary>All that a sync is going to do, known before it does anything.</summary>
internal sealed class SyncPlan : IDisposable
{
    /// <summary>Rows in the order of their keys, without those that are equal, unless they were asked for.</summary>
    public PlanSpool Rows { get; private set; } = new();

    /// <summary>Files and objects to move.</summary>
    public long Moves { get; private set; }

    /// <summary>Bytes to move.</summary>
    public long Bytes { get; private set; }

    /// <summary>What is to be deleted, without what only gets another name.</summary>
    public long Deletions { get; private set; }

    /// <summary>Keys that meet in one name.</summary>
    public long Collisions { get; private set; }

    /// <summary>Keys that have failed already.</summary>
    public long Failures { get; private set; }

    public void Add(PlanRow row)
    {
        Rows.Add(row);
        Count(row);
    }

    /// <summary>Takes other rows in place of these.</summary>
    public void Replace(Func<IEnumerable<PlanRow>, IEnumerable<PlanRow>> change)
    {
        PlanSpool old = Rows;
        Rows = new PlanSpool();
        (Moves, Bytes, Deletions, Collisions, Failures) = (0, 0, 0, 0, 0);
        foreach (PlanRow row in change(old.Read()))
        {
            Add(row);
        }

        old.Dispose();
    }

    /// <summary>A deletion that loses nothing, since the object gets another name.</summary>
    public void CountRename() => Deletions--;

    public void Dispose() => Rows.Dispose();

    private void Count(PlanRow row)
    {
        Moves += row.Moves ? 1 : 0;
        Bytes += row.Bytes;
        Deletions += row.Action == R2SyncActionKind.Delete ? 1 : 0;
        Collisions += row is { Action: R2SyncActionKind.Failed, Reason: R2SyncReason.Collision } ? 1 : 0;
        Failures += row.Action == R2SyncActionKind.Failed ? 1 : 0;
    }
}
