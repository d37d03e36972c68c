using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>What is remembered of files from one run to the next, and what is not.</summary>
public sealed class SyncMemoryTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public async Task Memory_ThatIsDamaged_IsNotBelieved()
    {
        _sync.Write("a", "a");
        _sync.Write("b", "b");
        await _sync.UpAsync(SyncFixture.Later);
        string file = Assert.Single(Directory.GetFiles(_sync.State));
        byte[] bytes = await File.ReadAllBytesAsync(file, SyncFixture.Cancellation);
        foreach (byte[] damaged in new[] { [], bytes[..10], bytes[..^9], TransferFixture.Random(500), [.. bytes.Select(static one => (byte)~one)] })
        {
            await File.WriteAllBytesAsync(file, damaged, SyncFixture.Cancellation);
            Assert.Empty(await _sync.UpAsync(SyncFixture.Later));
        }

        Assert.Empty(await _sync.UpAsync(SyncFixture.Later));
        Assert.Equal(2, _sync.Summary.CacheHits);
    }

    [Fact]
    public async Task File_WrittenJustNow_IsNotRemembered()
    {
        _sync.Write("a", "one");
        await _sync.UpAsync(SyncFixture.Later);
        File.SetLastWriteTimeUtc(_sync.Write("a", "two"), DateTime.UtcNow);
        await _sync.UpAsync();

        Assert.Empty(await _sync.UpAsync());
        Assert.Equal((0L, 3L), (_sync.Summary.CacheHits, _sync.Summary.BytesHashed));
    }

    [UnixFact("Windows has no time of change.")]
    public async Task Change_WithSizeAndTimeAsBefore_IsNoticed_AlthoughRemembered()
    {
        string path = _sync.Write("a", "one");
        DateTime time = File.GetLastWriteTimeUtc(path);
        await _sync.UpAsync(SyncFixture.Later);
        await File.WriteAllTextAsync(path, "two", SyncFixture.Cancellation);
        File.SetLastWriteTimeUtc(path, time);

        Assert.Equal(["Upload ChecksumDiffers a"], await _sync.UpAsync(SyncFixture.Later));
    }

    [Fact]
    public async Task Memory_OfWhatIsSent_IsAddedToWhatWasKnown()
    {
        _sync.Write("a", "a");
        _sync.Write("c", "c");
        await _sync.UpAsync(SyncFixture.Later);
        _sync.Write("b", "b");
        await _sync.UpAsync(SyncFixture.Later);

        Assert.Empty(await _sync.UpAsync(SyncFixture.Later));

        Assert.Equal(3, _sync.Summary.CacheHits);
    }
}
