using R2.Checksums;
using R2.Content;
using R2.Models;

namespace R2.Http;

/// <summary>
/// A body that can be sent again: each attempt opens its source anew. Its length is known, so that it never goes out chunked,
/// which R2 answers with 411. Not an <see cref="HttpContent"/> itself: those end with their request and gather its headers.
/// </summary>
public abstract class ReplayableContent
{
    /// <summary>Takes the length.</summary>
    /// <param name="length">Length in bytes.</param>
    private protected ReplayableContent(long length) => Length = length;

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>SHA-256 in lower-case hex where it costs nothing to speak of, or null: the signature then leaves the body out.</summary>
    internal virtual string? Sha256 => null;

    /// <summary>The bytes, where they are in memory; null where they are yet to be read.</summary>
    internal virtual ReadOnlyMemory<byte>? InMemory => null;

    /// <summary>
    /// Called with the number of bytes each time some have been handed on, for whoever shows progress; a body that is sent again counts again.
    /// </summary>
    internal Action<int>? Progress { get; set; }

    /// <summary>Slows sending down to a rate; null for no limit.</summary>
    internal BandwidthLimiter? Bandwidth { get; set; }

    /// <summary>A body from memory.</summary>
    /// <param name="bytes">The bytes; they are not copied.</param>
    public static ReplayableContent FromBytes(ReadOnlyMemory<byte> bytes) => new MemoryContent(bytes);

    /// <summary>
    /// A body from a file, or a link to one, or from a slice of it. Each reading opens the file; one that is written to while it is read, or between two readings, is refused.
    /// A file whose length is not that of what it holds, as in /proc and /sys, is read into memory here.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="offset">Offset of the first byte.</param>
    /// <param name="length">Number of bytes; null for all up to the end of the file.</param>
    /// <exception cref="R2Exception">What is there is a folder, a pipe, a socket, a device, or a link that leads to nothing; or the offset or the length is beyond the end.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ReplayableContent FromFile(string path, long offset = 0, long? length = null)
    {
        path = Path.GetFullPath(path);
        using OpenFile file = OpenFile.Open(path);
        byte[]? unmeasured = file.ReadUnmeasured();
        long left = (unmeasured?.Length ?? file.State.Length) - offset;
        if (left < 0)
        {
            throw R2Exception.OutOfRange("offset", offset, $"0 to {left + offset}, the length of '{path}' in bytes");
        }

        length ??= left;
        if (length < 0 || length > left)
        {
            throw R2Exception.OutOfRange("length", length, $"0 to {left}, what '{path}' has from offset {offset} on in bytes");
        }

        return unmeasured is null ? new FileContent(path, offset, length.Value) : FromBytes(unmeasured.AsMemory((int)offset, (int)length.Value));
    }

    /// <summary>A body from a stream that can seek, from where it stands to its end. The stream is not disposed.</summary>
    /// <param name="stream">The stream.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="R2Exception">The stream is closed, or cannot be read.</exception>
    public static ReplayableContent FromStream(Stream stream) => new SeekableStreamContent(Readable(stream));

    /// <summary>The stream, which somebody may have closed before he gave it away.</summary>
    internal static Stream Readable(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead ? stream
            : throw R2Exception.Invalid(R2ErrorCodes.SourceUnreadable, stream.CanWrite ? "The stream can be written to alone, not read." : "The stream is closed.");
    }

    /// <summary>What a stream says that somebody closed after he had given it away; by itself it would pass for a connection that was closed.</summary>
    internal static R2Exception ClosedMeanwhile(ObjectDisposedException cause) => new(R2ErrorCodes.SourceUnreadable, "The stream was closed while it was being read.", cause);

    /// <summary>Writes the whole body, from its first byte.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task CopyToAsync(Stream stream, CancellationToken cancellationToken = default) => WriteAsync(stream, moved: null, cancellationToken);

    /// <summary>Reads the whole body and computes its checksum, to be sent with it: the server then refuses what changes on the way.</summary>
    /// <param name="algorithm">Algorithm.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2Checksum> ComputeChecksumAsync(R2ChecksumAlgorithm algorithm, CancellationToken cancellationToken = default) =>
        InMemory is { } bytes ? Task.FromResult(ChecksumHasher.Of(algorithm, bytes.Span)) : ReadChecksumAsync(algorithm, cancellationToken);

    private async Task<R2Checksum> ReadChecksumAsync(R2ChecksumAlgorithm algorithm, CancellationToken cancellationToken)
    {
        using ChecksumHasher hasher = new(algorithm);
        using HashingStream stream = new(hasher.Append);
        await CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        return hasher.Finish();
    }

    /// <summary>Lets a body keep what it reads from now on, as far as the pool has blocks, for when it is read again.</summary>
    internal virtual void Keep(BlockPool pool)
    {
    }

    /// <summary>Gives back what was kept.</summary>
    /// <param name="sent">Whether the body has gone out for good, so that nothing reads from it any more.</param>
    internal virtual void Release(bool sent)
    {
    }

    /// <param name="stream">Where to.</param>
    /// <param name="moved">Called with the number of bytes each time some have been handed on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal abstract Task WriteAsync(Stream stream, Action<int>? moved, CancellationToken cancellationToken);

    private protected async ValueTask WriteChunkAsync(Stream stream, ReadOnlyMemory<byte> chunk, Action<int>? moved, CancellationToken cancellationToken)
    {
        while (!chunk.IsEmpty)
        {
            int count = Bandwidth is null ? chunk.Length : await Bandwidth.TakeAsync(chunk.Length, cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(chunk[..count], cancellationToken).ConfigureAwait(false);
            moved?.Invoke(count);
            Progress?.Invoke(count);
            chunk = chunk[count..];
        }
    }

    private protected R2Exception Changed(long sent) => new(
        R2ErrorCodes.SourceChanged,
        $"The source ended after {sent} bytes; it had {Length} when the upload began. Nothing was stored.");
}
