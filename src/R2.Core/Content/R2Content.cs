using R2.Checksums;
using R2.Content;
using R2.Files;
using R2.Models;

namespace R2;

/// <summary>
/// Where the bytes of an object or a part come from: memory, a file or a stream. It is not an <see cref="HttpContent"/>: those end with their request, and this is read
/// anew for each attempt.
/// </summary>
public abstract class R2Content
{
    private protected R2Content(string description, long? length) => (Description, Length) = (description, length);

    /// <summary>What to call it: a path, or the kind of source.</summary>
    public string Description { get; }

    /// <summary>
    /// Length in bytes; null for a stream that cannot seek. A file's is what the file system says: files in /proc and /sys hold more or less, and are read to their end all
    /// the same.
    /// </summary>
    public long? Length { get; }

    /// <summary>Bytes in memory; they are not copied.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="description">What to call them.</param>
    public static R2Content FromBytes(ReadOnlyMemory<byte> bytes, string description = "bytes") => new MemoryContent(bytes, description);

    /// <summary>
    /// A file, or a link to one. It is opened when its upload begins, once for all requests, and closed when that ends; what is stored is what that handle reads. A file
    /// that is written to between this call and the end of its upload fails the upload.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="R2Exception">What is there is a folder, a pipe, a socket, a device, or a link that leads to nothing. Open it yourself for <see cref="FromStream"/>.</exception>
    /// <exception cref="IOException">The file is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    public static R2Content FromFile(string path)
    {
        path = Path.GetFullPath(path);
        return new FileContent(path, FileState.Of(path));
    }

    /// <summary>A range of a file. The file is opened here, and again when the upload begins; one that is written to in between fails the upload.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="offset">Offset of the first byte.</param>
    /// <param name="length">Number of bytes; null for all up to the end of the file.</param>
    /// <exception cref="R2Exception">As <see cref="FromFile(string)"/>; or the offset or the length is beyond the end of the file.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static R2Content FromFile(string path, long offset, long? length = null)
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

        return unmeasured is null
            ? new FileContent(path, file.State, offset, length.Value)
            : new MemoryContent(unmeasured.AsMemory((int)offset, (int)length.Value), path);
    }

    /// <summary>
    /// A stream, from where it stands to its end. A transfer takes every stream and reads it once; <c>PutObjectAsync</c>
    /// and <see cref="R2Client.UploadPartAsync"/> take only those that can seek. It is not disposed.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="description">What to call it.</param>
    /// <exception cref="R2Exception">The stream is closed, or cannot be read.</exception>
    public static R2Content FromStream(Stream stream, string description = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? new SequentialContent(stream, description)
            : throw R2Exception.Invalid(R2ErrorCodes.SourceUnreadable, stream.CanWrite ? "The stream can only be written to; it must be readable." : "The stream is closed.");
    }

    /// <summary>Writes all bytes, from the first one.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task CopyToAsync(Stream stream, CancellationToken cancellationToken = default) => WriteAsync(stream, sending: null, moved: null, cancellationToken);

    /// <summary>Reads all bytes and computes their checksum, to be sent with them: the server then refuses what changes on the way. A stream must be able to seek.</summary>
    /// <param name="algorithm">Algorithm.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2Checksum> ComputeChecksumAsync(R2ChecksumAlgorithm algorithm, CancellationToken cancellationToken = default) => ComputeChecksumAsync(algorithm, sending: null, cancellationToken);

    /// <summary>SHA-256 in lower-case hex where it costs nothing to speak of, or null: the signature then leaves the body out.</summary>
    internal virtual string? Sha256 => null;

    /// <summary>The bytes, where they are in memory; null where they are yet to be read.</summary>
    internal virtual ReadOnlyMemory<byte>? InMemory => null;

    /// <summary>When the file was written to last; null for what is not a file.</summary>
    internal virtual FileTime? LastWriteTime => null;

    /// <summary>Whether it can be read from any offset, by several readers at once.</summary>
    internal virtual bool CanSlice => false;

    /// <summary>Length in bytes as an upload may rely on it; null where only reading tells.</summary>
    internal virtual long? ReliableLength => Length;

    /// <summary>As one transfer reads it, until <see cref="Close"/>. Opened no sooner: many may wait for their turn, and a process may have only so many files open.</summary>
    internal virtual ValueTask<R2Content> OpenAsync(CancellationToken cancellationToken) => new(this);

    /// <summary>As one request sends it, which must know the length before the first byte goes out, until <see cref="Close"/>.</summary>
    /// <exception cref="R2Exception">The length cannot be known.</exception>
    internal virtual ValueTask<R2Content> OpenWholeAsync(CancellationToken cancellationToken) => new(this);

    /// <summary>What is open, in the form in which one request of a transfer sends it best.</summary>
    internal virtual R2Content Whole() => this;

    /// <summary>Closes what was opened.</summary>
    internal virtual void Close()
    {
    }

    /// <summary>Fails where it is no longer what it was when the upload began.</summary>
    internal virtual void ThrowIfChanged()
    {
    }

    /// <summary>A range of what <see cref="CanSlice"/>.</summary>
    internal virtual R2Content Slice(long offset, long length) => throw new NotSupportedException();

    /// <summary>Called when a part has been sent for good, and nothing reads from it any more.</summary>
    internal virtual void Release()
    {
    }

    /// <summary>Reads all bytes and hands them on.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="sending">What is known of the sending that this reading is for; null for none.</param>
    /// <param name="moved">Called with the number of bytes each time some have been sent; null where they are read to be hashed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal abstract Task WriteAsync(Stream stream, SendContext? sending, Action<int>? moved, CancellationToken cancellationToken);

    /// <summary>As <see cref="ComputeChecksumAsync(R2ChecksumAlgorithm, CancellationToken)"/>, and keeps what it read for the sending.</summary>
    internal Task<R2Checksum> ComputeChecksumAsync(R2ChecksumAlgorithm algorithm, SendContext? sending, CancellationToken cancellationToken) =>
        InMemory is { } bytes ? Task.FromResult(ChecksumHasher.Of(algorithm, bytes.Span)) : ReadChecksumAsync(algorithm, sending, cancellationToken);

    private async Task<R2Checksum> ReadChecksumAsync(R2ChecksumAlgorithm algorithm, SendContext? sending, CancellationToken cancellationToken)
    {
        using ChecksumHasher hasher = new(algorithm);
        using HashingStream stream = new(hasher.Append);
        await WriteAsync(stream, sending, moved: null, cancellationToken).ConfigureAwait(false);
        return hasher.Finish();
    }

    private protected static async Task WriteBlockAsync(Stream stream, ReadOnlyMemory<byte> block, SendContext? sending, Action<int>? moved, CancellationToken cancellationToken)
    {
        if (moved is null)
        {
            await stream.WriteAsync(block, cancellationToken).ConfigureAwait(false);
            return;
        }

        while (!block.IsEmpty)
        {
            int count = sending?.Bandwidth is { } bandwidth ? await bandwidth.TakeAsync(block.Length, cancellationToken).ConfigureAwait(false) : block.Length;
            await stream.WriteAsync(block[..count], cancellationToken).ConfigureAwait(false);
            moved(count);
            sending?.Moved(count);
            block = block[count..];
        }
    }

    /// <summary>What a stream says that somebody closed after giving it away; by itself it would pass for a connection that was closed.</summary>
    private protected static R2Exception ClosedMeanwhile(ObjectDisposedException cause) => new(R2ErrorCodes.SourceUnreadable, "The stream was closed while it was being read.", cause);

    private protected R2Exception EndedEarly(long sent) => new(
        R2ErrorCodes.SourceChanged,
        $"The source ended after {sent} bytes; it had {Length} when the upload began. Nothing was stored.");
}
