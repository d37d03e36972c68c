namespace R2;

/// <summary>What <see cref="R2TransferEvent"/> tells of.</summary>
public enum R2TransferEventKind
{
    /// <summary>An upload resumes an earlier one.</summary>
    UploadResumed,

    /// <summary>A download resumes an earlier one.</summary>
    DownloadResumed,

    /// <summary>An upload that was to be resumed starts over.</summary>
    UploadRestarted,

    /// <summary>A download that was to be resumed starts over.</summary>
    DownloadRestarted,

    /// <summary>An upload was interrupted; its parts are kept at the server.</summary>
    UploadKept,

    /// <summary>A download was interrupted; what has arrived is kept in its temporary file.</summary>
    DownloadKept,

    /// <summary>An unfinished upload could not be aborted; R2 charges for its parts until it expires after seven days.</summary>
    UploadLeft,

    /// <summary>No response came to the request that begins an upload: the server may have an upload whose id nobody knows.</summary>
    UploadMayBeLeft,

    /// <summary>Nothing can be noted of the transfer, so it cannot be resumed if it is interrupted.</summary>
    NotResumable,
}
