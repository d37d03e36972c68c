using R2.Models;

namespace R2.Checksums;

/// <summary>Checksum of the parts' checksums, as S3 computes it for type COMPOSITE: over their raw values, with <c>-N</c> behind.</summary>
internal static class CompositeChecksum
{
    /// <summary>Of the parts in their order; null where one has none.</summary>
    public static R2Checksum? Of(IReadOnlyList<R2Part> parts) =>
        parts.Count > 0 && parts.All(p => p.Checksums.Count > 0) ? Of(parts[0].Checksums[0].Kind, [.. parts.Select(p => p.Checksums[0].Value)]) : null;

    public static R2Checksum Of(R2ChecksumAlgorithm algorithm, IReadOnlyCollection<string> values)
    {
        using ChecksumHasher hasher = new(algorithm);
        foreach (string value in values)
        {
            hasher.Append(Convert.FromBase64String(value));
        }

        return new R2Checksum(algorithm, $"{hasher.Finish().Value}-{values.Count}");
    }
}
