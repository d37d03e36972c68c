using System.Globalization;
using System.Security.Cryptography;
using R2.Checksums;
using R2.Simulation.Format;

namespace R2.Simulation.Matching;

/// <summary>Takes the body of a request as it passes: its hash, and its bytes where they are few.</summary>
/// <param name="length">Length of the whole.</param>
/// <param name="known">Hash of the whole where the client had to compute it anyway, or null.</param>
internal sealed class BodyDigest(long length, string? known) : IDisposable
{
    private readonly IncrementalHash? _sha256 = known is null && length <= RecordingFormat.Sha256Bytes ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private readonly MemoryStream? _bytes = length <= RecordingFormat.InlineBytes ? new((int)length) : null;
    private readonly object _lock = new();
    private uint _crc;
    private long _seen;

    /// <summary>Whether anything of the body is still wanted.</summary>
    public bool Wants => known is null || _bytes is not null;

    /// <summary>Bytes of a short body that left as a whole; null otherwise.</summary>
    public byte[]? Bytes
    {
        get
        {
            lock (_lock)
            {
                return _seen == length ? _bytes?.ToArray() : null;
            }
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (!Wants)
        {
            return;
        }

        lock (_lock)
        {
            _seen += bytes.Length;
            if (_seen <= length)
            {
                _bytes?.Write(bytes);
                _sha256?.AppendData(bytes);
                _crc = known is null && _sha256 is null ? Crc32C.Append(_crc, bytes) : 0;
            }
        }
    }

    /// <summary>Hash of the whole; <see cref="RecordingFormat.AnyHash"/> where the server answered, or the connection broke, before all of it had passed.</summary>
    public string Hash()
    {
        lock (_lock)
        {
            return known is not null ? known
                : _seen != length ? RecordingFormat.AnyHash
                : _sha256 is not null ? RecordingFormat.Sha256 + Convert.ToHexString(_sha256.GetCurrentHash()).ToLowerInvariant()
                : string.Create(CultureInfo.InvariantCulture, $"{RecordingFormat.Crc32C}{_crc:x8}");
        }
    }

    public void Dispose() => _sha256?.Dispose();
}
