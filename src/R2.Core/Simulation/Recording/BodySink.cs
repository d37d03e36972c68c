using System.Security.Cryptography;
using R2.Simulation.Format;

namespace R2.Simulation.Recording;

/// <summary>Keeps the body of a response as it passes: in memory while it is short, then in a file that gets the name of its SHA-256.</summary>
/// <param name="folder">Folder of the recording.</param>
/// <param name="document">Takes the secrets out of a document, which is therefore kept in memory; null for the bytes of an object, which stay as they are.</param>
internal sealed class BodySink(string folder, Func<byte[], byte[]>? document) : IDisposable
{
    private readonly int _memory = document is null ? RecordingFormat.InlineBytes : RecordingFormat.DocumentBytes;
    private readonly MemoryStream _bytes = new();
    private IncrementalHash? _hash;
    private FileStream? _file;
    private bool _full;

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_full || bytes.IsEmpty)
        {
            return;
        }

        if (_file is null && _bytes.Length + bytes.Length > _memory)
        {
            if (document is not null)
            {
                // No document of R2's is that long, and unread it cannot be written down.
                _full = true;
                return;
            }

            Spill(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length));
        }

        Length += bytes.Length;
        if (_file is null)
        {
            _bytes.Write(bytes);
            return;
        }

        _file.Write(bytes);
        _hash!.AppendData(bytes);
    }

    /// <summary>Ends the body. What is long is in a file of its own from here on.</summary>
    public RecordedBody Finish(string? cutShort)
    {
        if (_file is null)
        {
            byte[] bytes = document?.Invoke(_bytes.ToArray()) ?? _bytes.ToArray();
            if (bytes.Length <= RecordingFormat.InlineBytes)
            {
                return new RecordedBody { Length = bytes.Length, Bytes = bytes, CutShort = _full ? "It was longer than a document may be." : cutShort };
            }

            Spill(bytes);
            Length = bytes.Length;
        }

        string hash = Convert.ToHexString(_hash!.GetHashAndReset()).ToLowerInvariant();
        string unfinished = _file!.Name;
        Dispose();
        File.Move(unfinished, RecordingFormat.BodyOf(folder, hash), overwrite: true);
        return new RecordedBody { Length = Length, File = hash, CutShort = cutShort };
    }

    public void Dispose()
    {
        _file?.Dispose();
        _hash?.Dispose();
    }

    private void Spill(ReadOnlySpan<byte> bytes)
    {
        string bodies = Path.Combine(folder, RecordingFormat.BodyFolder);
        PrivateFiles.CreateFolder(bodies);
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _file = PrivateFiles.Create(Path.Combine(bodies, $"{Guid.NewGuid():N}{RecordingFormat.UnfinishedBody}"), 64 * 1024);
        _file.Write(bytes);
        _hash.AppendData(bytes);
    }
}
