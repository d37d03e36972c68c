using System.Security.Cryptography;

namespace R2.Unit.Model;

/// <summary>An object as the judge sees it, or as it ought to be.</summary>
/// <param name="Bytes">Content.</param>
/// <param name="Note">User metadata of the name note; null for none.</param>
/// <param name="ContentType">Media type; null for whatever the server makes of none.</param>
/// <param name="StorageClass">Class.</param>
internal sealed record StoredObject(byte[] Bytes, string? Note, string? ContentType, string StorageClass)
{
    public bool IsAs(StoredObject expected) => HasContentOf(expected) && Note == expected.Note && StorageClass == expected.StorageClass
        && (expected.ContentType is null || ContentType == expected.ContentType);

    public bool HasContentOf(StoredObject expected) => Bytes.AsSpan().SequenceEqual(expected.Bytes);

    public override string ToString() => $"{Bytes.Length} bytes {Convert.ToHexStringLower(SHA256.HashData(Bytes))[..8]}, note {Note ?? "none"}, {ContentType ?? "no type"}, {StorageClass}";
}
