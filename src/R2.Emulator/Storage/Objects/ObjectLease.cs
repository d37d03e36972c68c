namespace R2.Emulator.Storage.Objects;

/// <summary>An object whose bytes exist until this is disposed, even if the object is replaced or deleted meanwhile.</summary>
internal sealed class ObjectLease : IDisposable
{
    private int _released;

    public ObjectLease(StoredObject stored)
    {
        Object = stored;
        stored.Body.Acquire();
    }

    public StoredObject Object { get; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            Object.Body.Release();
        }
    }
}
