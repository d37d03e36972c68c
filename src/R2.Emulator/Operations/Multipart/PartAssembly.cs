using System.Security.Cryptography;
using R2.Emulator.Errors;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Operations.Multipart;

/// <summary>R2's rules for parts, which are checked only on completion: https://developers.cloudflare.com/r2/objects/multipart-objects/</summary>
internal static class PartAssembly
{
    public static IReadOnlyList<StoredPart> Select(IReadOnlyList<NamedPart> named, IReadOnlyList<StoredPart> uploaded, EmulatorLimits limits)
    {
        Dictionary<int, StoredPart> byNumber = uploaded.ToDictionary(part => part.Number);
        List<StoredPart> parts = named.Select(name => byNumber.TryGetValue(name.Number, out StoredPart? part) && Matches(part, name)
            ? part
            : throw S3Errors.InvalidPart()).ToList();

        // In the order of the document, like Cloudflare's local server: a short part that is listed first is too small, whatever its number.
        if (parts.SkipLast(1).Any(part => part.Body.Length < limits.MinimumPartSize))
        {
            throw S3Errors.EntityTooSmall();
        }

        parts.Sort((one, other) => one.Number.CompareTo(other.Number));
        CheckLengths(parts, limits);
        return parts;
    }

    /// <summary>The MD5 of the parts' MD5s, and the number of parts, as on S3 (since June 2023).</summary>
    public static string ETag(IReadOnlyList<StoredPart> parts)
    {
        byte[] digests = parts.SelectMany(part => Convert.FromHexString(part.ETag)).ToArray();
#pragma warning disable CA5351 // The ETag is an MD5 by definition.
        return $"{Convert.ToHexString(MD5.HashData(digests)).ToLowerInvariant()}-{parts.Count}";
#pragma warning restore CA5351
    }

    private static bool Matches(StoredPart part, NamedPart name) =>
        part.ETag == name.ETag && (name.Checksum is null || part.Checksum is null || part.Checksum.Value == name.Checksum);

    private static void CheckLengths(List<StoredPart> parts, EmulatorLimits limits)
    {
        long length = parts[0].Body.Length;
        if (parts.SkipLast(1).Any(part => part.Body.Length != length) || parts[^1].Body.Length > length)
        {
            throw S3Errors.InvalidPart("All non-trailing parts must have the same length.");
        }

        if (parts.Sum(part => part.Body.Length) > limits.MaximumObjectSize)
        {
            throw S3Errors.EntityTooLarge();
        }
    }
}
