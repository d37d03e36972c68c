namespace R2;

/// <summary>How far a sync is.</summary>
public enum R2SyncPhase
{
    /// <summary>Both ends are listed and compared.</summary>
    Comparing,

    /// <summary>Objects and files are moved.</summary>
    Transferring,

    /// <summary>The destination is rid of what the source does not have.</summary>
    Deleting,

    /// <summary>It has ended.</summary>
    Done,
}
