namespace R2.Emulator.Storage.Blobs;

/// <summary>Immutable bytes, shared by objects, parts and downloads, and freed with the last reference.</summary>
internal abstract class Blob
{
    private int _references;

    protected Blob(string id, long length)
    {
        Id = id;
        Length = length;
    }

    public string Id { get; }

    public long Length { get; }

    public void Acquire() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            Destroy();
        }
    }

    /// <summary>Reads <paramref name="length"/> bytes from <paramref name="offset"/>; the caller must hold a reference meanwhile.</summary>
    public abstract Stream Open(long offset, long length);

    protected abstract void Destroy();
}
