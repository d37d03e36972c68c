namespace R2.Models;

/// <summary>An object that was uploaded and, as far as could be known, verified.</summary>
public sealed record R2UploadResult : R2Result
{
    /// <summary>Bucket that holds the object.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key of the object.</summary>
    public required string Key { get; init; }

    /// <summary>Size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Entity tag without its quotes.</summary>
    public string? ETag { get; init; }

    /// <summary>Checksum that the server says it stored: of the object, or of its parts' checksums with <c>-N</c>; null where it says nothing, even if one was sent.</summary>
    public R2Checksum? Checksum { get; init; }

    /// <summary>Where the bytes came from: a path, or the kind of source.</summary>
    public string? Source { get; init; }

    /// <summary>Number of parts; 0 where the object went in one request.</summary>
    public int PartCount { get; init; }

    /// <summary>Bytes that were there already from an earlier attempt and were not sent again.</summary>
    public long ResumedBytes { get; init; }

    /// <summary>Bytes a second, over all.</summary>
    public double BytesPerSecond => Elapsed > TimeSpan.Zero ? Size / Elapsed.TotalSeconds : 0;

    /// <inheritdoc/>
    public override string ToString() => Key;
}
