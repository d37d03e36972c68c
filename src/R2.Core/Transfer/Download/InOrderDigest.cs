using System.Security.Cryptography;
using R2.Checksums;
using R2.Models;

namespace R2.Transfer.Download;

/// <summary>
/// Compares bytes that come in their order with what is stored with the object: its checksum, of the whole or of its parts (type COMPOSITE), or, where there
/// is none, the MD5 that the entity tag of an object is that went up in one request.
/// </summary>
internal sealed class InOrderDigest : IDisposable
{
    private readonly R2ObjectInfo _info;
    private readonly long _partSize;
    private readonly List<string> _parts = [];
    private readonly ChecksumHasher? _hasher;
    private readonly IncrementalHash? _md5;
    private long _inPart;

    /// <param name="info">The object.</param>
    /// <param name="stored">Checksum to compare with, or null.</param>
    /// <param name="partSize">Part size of the upload in bytes, for a checksum of parts.</param>
    public InOrderDigest(R2ObjectInfo info, R2Checksum? stored, long partSize)
    {
        (_info, Stored) = (info, stored);
        _partSize = stored is not null && StoredChecksum.PartsOf(stored) is not null ? partSize : long.MaxValue;
        _hasher = stored is null ? null : new ChecksumHasher(stored.Kind);
        _md5 = stored is null && ETags.IsMd5(info.ETag) && info.SseCustomerKeyMd5 is null ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;
    }

    /// <summary>What an object whose bytes come in their order is to be compared with; null where it is not to be.</summary>
    public static ValueTask<InOrderDigest?> CreateAsync(TransferScope scope, R2ObjectContent content, GetObjectOptions asked, CancellationToken cancellationToken)
    {
        if (!StoredChecksum.IsCompared(scope.Options, asked))
        {
            return default;
        }

        ValueTask<(R2Checksum? Stored, long PartSize)> finding = StoredChecksum.FindAsync(scope, content, asked, cancellationToken);
        return finding.IsCompletedSuccessfully ? new(Create(content.Info, finding.Result)) : CreateAsync(finding, content.Info);
    }

    /// <summary>The checksum that is compared; null where there is none.</summary>
    public R2Checksum? Stored { get; }

    /// <summary>Whether it is the entity tag that is compared.</summary>
    public bool IsOfETag => _md5 is not null;

    private static async ValueTask<InOrderDigest?> CreateAsync(ValueTask<(R2Checksum? Stored, long PartSize)> finding, R2ObjectInfo info)
    {
        return Create(info, await finding.ConfigureAwait(false));
    }

    private static InOrderDigest Create(R2ObjectInfo info, (R2Checksum? Stored, long PartSize) found) => new(info, found.Stored, found.PartSize);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _md5?.AppendData(bytes);
        while (_hasher is not null && !bytes.IsEmpty)
        {
            int count = (int)Math.Min(bytes.Length, _partSize - _inPart);
            _hasher.Append(bytes[..count]);
            _inPart += count;
            bytes = bytes[count..];
            EndPart(_inPart == _partSize);
        }
    }

    /// <summary>Fails where the bytes are not those that were stored. Call it once, behind the last.</summary>
    public void Verify()
    {
        if (_md5 is not null && ETags.OfBody(_md5.GetHashAndReset()) is var md5 && !ETags.Same(md5, _info.ETag))
        {
            throw StoredChecksum.Mismatch(_info, $"MD5 {md5}", $"the ETag {_info.ETag}");
        }

        if (Stored is null)
        {
            return;
        }

        EndPart(_inPart > 0 || _parts.Count == 0);
        R2Checksum actual = _partSize == long.MaxValue ? new R2Checksum(Stored.Kind, _parts[0]) : CompositeChecksum.Of(Stored.Kind, _parts);
        if (actual != Stored)
        {
            throw StoredChecksum.Mismatch(_info, actual.ToString(), Stored.ToString());
        }
    }

    public void Dispose()
    {
        _hasher?.Dispose();
        _md5?.Dispose();
    }

    private void EndPart(bool ends)
    {
        if (ends)
        {
            _parts.Add(_hasher!.Finish().Value);
            _inPart = 0;
        }
    }
}
