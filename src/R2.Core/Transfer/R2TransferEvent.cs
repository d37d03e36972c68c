namespace R2;

/// <summary>Something about a transfer that a person should know, or may want to know. Whoever shows it makes the sentence.</summary>
public sealed record R2TransferEvent
{
    /// <summary>What happened.</summary>
    public required R2TransferEventKind Kind { get; init; }

    /// <summary>Bucket of the object.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key of the object that is written or, by a download, read.</summary>
    public required string Key { get; init; }

    /// <summary>The file of a download: its target, or with <see cref="R2TransferEventKind.DownloadKept"/> the temporary file.</summary>
    public string? Path { get; init; }

    /// <summary>Id of the upload; null where there is none or nobody knows it.</summary>
    public string? UploadId { get; init; }

    /// <summary>Parts of an upload, or ranges of a download, that are done.</summary>
    public int PartsDone { get; init; }

    /// <summary>Parts or ranges in all; 0 where that says nothing.</summary>
    public int PartCount { get; init; }

    /// <summary>Why, in English; null where the kind says it.</summary>
    public string? Reason { get; init; }
}
