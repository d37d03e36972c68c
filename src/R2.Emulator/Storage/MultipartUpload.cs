using System.Text.Json.Serialization;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Storage;

/// <summary>An upload in progress. Its bucket synchronizes access to the parts.</summary>
internal sealed class MultipartUpload
{
    public required string Id { get; init; }

    public required string Key { get; init; }

    public required DateTimeOffset Initiated { get; init; }

    public required ObjectAttributes Attributes { get; init; }

    /// <summary>The algorithm stated on creation, or null.</summary>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>FULL_OBJECT or COMPOSITE.</summary>
    public string? ChecksumType { get; init; }

    [JsonIgnore]
    public SortedDictionary<int, StoredPart> Parts { get; } = [];
}
