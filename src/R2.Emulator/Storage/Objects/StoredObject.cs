namespace R2.Emulator.Storage.Objects;

/// <summary>One object: immutable, replaced as a whole.</summary>
internal sealed record StoredObject
{
    /// <summary>The key as it was last spelled; its identity is its NFC form.</summary>
    public required string Key { get; init; }

    /// <summary>Without quotes: MD5 in hex, with <c>-N</c> for an object of parts.</summary>
    public required string ETag { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public required ObjectAttributes Attributes { get; init; }

    public required ObjectBody Body { get; init; }

    public StoredChecksum? Checksum { get; init; }

    /// <summary>Lengths of the parts in bytes, in order; empty without a multipart upload.</summary>
    public IReadOnlyList<long> PartSizes { get; init; } = [];

    public long Size => Body.Length;
}
