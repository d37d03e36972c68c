namespace R2;

/// <summary>What a sync does with one key.</summary>
public enum R2SyncActionKind
{
    /// <summary>Sends a file.</summary>
    Upload,

    /// <summary>Fetches an object into a file.</summary>
    Download,

    /// <summary>Copies an object to the other bucket.</summary>
    Copy,

    /// <summary>Gives what is at the destination another name, since the source has it under that one.</summary>
    Rename,

    /// <summary>Changes the metadata of an object, or the time of a file, whose bytes are right.</summary>
    UpdateMetadata,

    /// <summary>Removes from the destination what the source does not have.</summary>
    Delete,

    /// <summary>Leaves the key as it is; the reason says why.</summary>
    Skip,

    /// <summary>Could not do what it should; the error says why.</summary>
    Failed,
}
