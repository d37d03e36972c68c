namespace R2.Models;

/// <summary>An object that was downloaded into a file.</summary>
public sealed record R2DownloadResult : R2Result
{
    /// <summary>What the object is.</summary>
    public required R2ObjectInfo Info { get; init; }

    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes in the file.</summary>
    public long Size { get; init; }

    /// <summary>Checksum stored with the object that the bytes were compared with; null where there was none to compare.</summary>
    public R2Checksum? VerifiedChecksum { get; init; }

    /// <summary>
    /// Whether the bytes were compared with the MD5 that the entity tag is: so it is where no checksum is stored and the object went up in one request and came in one.
    /// </summary>
    public bool VerifiedETag { get; init; }

    /// <summary>Bytes that were there already from an earlier attempt and were not fetched again.</summary>
    public long ResumedBytes { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
