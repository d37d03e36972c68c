using R2.Http;

namespace R2.Transfer;

/// <summary>Where the bytes of an upload come from.</summary>
public abstract class UploadSource
{
    private protected UploadSource(string description, long? length) => (Description, Length) = (description, length);

    /// <summary>What to call it: a path, or the kind of source.</summary>
    public string Description { get; }

    /// <summary>Length in bytes; null for a stream that does not know it.</summary>
    public long? Length { get; }

    /// <summary>A file, read at any offset by several requests at once.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static UploadSource FromFile(string path) => new FileSource(path);

    /// <summary>Bytes in memory; they are not copied.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="description">What to call them.</param>
    public static UploadSource FromBytes(ReadOnlyMemory<byte> bytes, string description = "bytes") => new MemorySource(bytes, description);

    /// <summary>A stream, read once from where it stands. It need not know its length. It is not disposed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="description">What to call it.</param>
    public static UploadSource FromStream(Stream stream, string description = "stream") => new StreamSource(stream, description);

    /// <summary>Fails where the source is no longer what it was when the upload began.</summary>
    internal virtual void ThrowIfChanged()
    {
    }

    /// <summary>The whole source as one body; its length must be known.</summary>
    internal abstract ReplayableContent Whole();

    /// <summary>Bodies of the given parts. A body is to be disposed when its part has been stored.</summary>
    /// <param name="plan">How the object is cut; its length is 0 where unknown.</param>
    /// <param name="wanted">Whether a part is still to be sent.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal abstract IAsyncEnumerable<PartBody> ReadPartsAsync(PartPlan plan, Func<int, bool> wanted, CancellationToken cancellationToken);
}
