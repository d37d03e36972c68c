namespace R2.Unit.Support;

/// <summary>A test of transfers: an emulator, a client and a folder of its own.</summary>
public abstract class TransferTest : IDisposable
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected TransferFixture Fixture { get; } = new();

    /// <summary>Where downloads go.</summary>
    protected string Target => Path.Combine(Fixture.Folder, "target.bin");

    public void Dispose()
    {
        Fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Puts an object there, in parts where it is longer than one.</summary>
    protected async Task<byte[]> StoreAsync(int length, int seed = 1)
    {
        byte[] bytes = TransferFixture.Random(length, seed);
        R2TransferManager manager = Fixture.Manager();
        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        return bytes;
    }
}
