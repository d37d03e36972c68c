using R2.Http;

namespace R2.Transfer;

/// <summary>Where the bytes of an upload come from.</summary>
public abstract class UploadSource
{
    private protected UploadSource(string description, long? length) => (Description, Length) = (description, length);

    /// <summary>What to call it: a path, or the kind of source.</summary>
    public string Description { get; }

    /// <summary>Length in bytes; null for a stream that does not know it. A file's is what the file system says: files in /proc and /sys hold more or less and are read to their end all the same.</summary>
    public long? Length { get; }

    /// <summary>
    /// A file, or a link to one. It is opened when its upload begins, once for all requests, and closed when it ends; what is stored is what that handle reads. A file
    /// that is written to between this call and the end of its upload fails it.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="R2Exception">What is there is a folder, a pipe, a socket, a device, or a link that leads to nothing. Open it yourself for <see cref="FromStream"/>.</exception>
    /// <exception cref="IOException">The file is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    public static UploadSource FromFile(string path) => new FileSource(path);

    /// <summary>Bytes in memory; they are not copied.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="description">What to call them.</param>
    public static UploadSource FromBytes(ReadOnlyMemory<byte> bytes, string description = "bytes") => new MemorySource(bytes, description);

    /// <summary>A stream, read once from where it stands. It need not know its length. It is not disposed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="description">What to call it.</param>
    /// <exception cref="R2Exception">The stream is closed, or cannot be read.</exception>
    public static UploadSource FromStream(Stream stream, string description = "stream") => new StreamSource(ReplayableContent.Readable(stream), description);

    /// <summary>The source as one upload reads it, to be closed when that ends. Opened no sooner: many may wait for their turn, and a process may have only so many files open.</summary>
    internal virtual ValueTask<UploadSource> OpenAsync(CancellationToken cancellationToken) => new(this);

    /// <summary>Closes what <see cref="OpenAsync"/> opened.</summary>
    internal virtual void Close()
    {
    }

    /// <summary>Fails where the source is no longer what it was when the upload began.</summary>
    internal virtual void ThrowIfChanged()
    {
    }

    /// <summary>The whole source as one body; its length must be known.</summary>
    internal abstract ValueTask<ReplayableContent> WholeAsync(CancellationToken cancellationToken);

    /// <summary>Bodies of the given parts. A body is to be disposed when its part has been stored.</summary>
    /// <param name="plan">How the object is cut; its length is 0 where unknown.</param>
    /// <param name="wanted">Whether a part is still to be sent.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal abstract IAsyncEnumerable<PartBody> ReadPartsAsync(PartPlan plan, Func<int, bool> wanted, CancellationToken cancellationToken);
}
