namespace R2.TransferBenchmark;

/// <summary>What a measured process does.</summary>
internal enum Operation
{
    /// <summary>Everything up to the transfer: the price of the process itself.</summary>
    Idle,

    /// <summary>One file to one object.</summary>
    Up,

    /// <summary>One object to one file.</summary>
    Down,

    /// <summary>A folder of small files to objects.</summary>
    UpMany,

    /// <summary>Small objects to a folder.</summary>
    DownMany,

    /// <summary>Standard input, of a length that nobody tells, to one object.</summary>
    Pipe,

    /// <summary>The keys of a bucket, counted.</summary>
    List,

    /// <summary>A folder to a prefix, where only what differs is sent.</summary>
    Sync,

    /// <summary>A prefix to the same prefix of another bucket, where only what differs is copied.</summary>
    SyncCopy,
}
