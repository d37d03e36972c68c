namespace R2.Models;

/// <summary>Options of PutObject.</summary>
public sealed record PutObjectOptions : ObjectWriteOptions
{
    /// <summary>Conditions on the object that is there now; <c>IfNoneMatch = "*"</c> creates atomically.</summary>
    public R2Conditions? Conditions { get; init; }

    /// <summary>Checksum of the body, which the server compares with what arrives and keeps.</summary>
    public R2Checksum? Checksum { get; init; }

    /// <summary>MD5 of the body in base64, which the server compares with what arrives.</summary>
    public string? ContentMd5 { get; init; }

    /// <summary>Creates the bucket where it is missing (R2's <c>cf-create-bucket-if-missing</c>).</summary>
    public bool CreateBucketIfMissing { get; init; }
}
