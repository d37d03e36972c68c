namespace R2.Cmdlets.Results;

/// <summary>What Write-R2Object stored.</summary>
public sealed record R2UploadResult
{
    public required string BucketName { get; init; }

    public required string Key { get; init; }

    /// <summary>Bytes stored.</summary>
    public required long Size { get; init; }

    public string? ETag { get; init; }

    /// <summary>The file that was read; null for text, bytes and streams.</summary>
    public string? Path { get; init; }

    public string? RequestId { get; init; }

    public override string ToString() => Key;
}
