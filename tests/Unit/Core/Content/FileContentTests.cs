using R2.Content;
using R2.Models;

namespace R2.Unit.Core.Content;

public sealed class FileContentTests : IDisposable
{
    private static readonly CancellationToken s_cancellation = TestContext.Current.CancellationToken;
    private static readonly DateTime s_written = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(1)]
    [InlineData(BlockPool.BlockSize)]
    [InlineData((2 * BlockPool.BlockSize) + 1)]
    public async Task CopyTo_AfterKeep_GivesWhatWasHashedWithoutReadingTheFileAgain(int length)
    {
        byte[] hashed = Write(length, 1);
        R2Content content = R2Content.FromFile(_path);
        SendContext sending = new(new BlockPool(3), null, null);
        await content.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, sending, s_cancellation);
        File.Delete(_path);

        Assert.Equal(hashed, await SendAsync(content, sending));
        Assert.Equal(hashed, await SendAsync(content, sending));
    }

    [Fact]
    public void FromFile_ThatSaysItsLength_IsNotReadForIt()
    {
        const int Length = 60_000;
        Write(Length, 1);
        _ = R2Content.FromFile(_path);
        long before = GC.GetAllocatedBytesForCurrentThread();

        _ = R2Content.FromFile(_path);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, Length / 2);
    }

    [Fact]
    public async Task CopyTo_PoolWithOneBlock_ReadsTheRestAgain()
    {
        byte[] hashed = Write(2 * BlockPool.BlockSize, 1);
        R2Content content = R2Content.FromFile(_path);
        SendContext sending = new(new BlockPool(1), null, null);
        await content.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, sending, s_cancellation);
        byte[] written = Write(2 * BlockPool.BlockSize, 2);

        byte[] expected = [.. hashed[..BlockPool.BlockSize], .. written[BlockPool.BlockSize..]];
        Assert.Equal(expected, await SendAsync(content, sending));
    }

    [Fact]
    public async Task Release_AfterSending_ReadsTheFileAgain()
    {
        Write(100, 1);
        R2Content content = R2Content.FromFile(_path);
        SendContext sending = new(new BlockPool(1), null, null);
        await content.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, sending, s_cancellation);
        sending.Stored(content.Length!.Value);
        sending.Dispose();
        byte[] written = Write(100, 2);

        Assert.Equal(written, await SendAsync(content, sending));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Release_SentOrNot_GivesTheRoomBackAndTheBlockOnlyIfNothingReadsFromIt(bool sent)
    {
        BlockPool pool = new(1);
        byte[] block = pool.TryTake()!;
        pool.Return(block);
        Write(100, 1);
        R2Content content = R2Content.FromFile(_path);
        SendContext sending = new(pool, null, null);
        await content.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, sending, s_cancellation);
        Assert.Null(pool.TryTake());

        if (sent)
        {
            sending.Stored(content.Length!.Value);
        }

        sending.Dispose();

        byte[]? next = pool.TryTake();
        Assert.NotNull(next);
        Assert.Equal(sent, ReferenceEquals(block, next));
        Assert.Null(pool.TryTake());
    }

    [Fact]
    public async Task CopyTo_FileThatChangedSinceItWasReadFirst_IsRefused()
    {
        Write(100, 1);
        R2Content content = R2Content.FromFile(_path);
        await content.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, s_cancellation);
        Write(100, 2);
        File.SetLastWriteTimeUtc(_path, s_written.AddTicks(1));

        Assert.Equal("SourceChanged", (await Assert.ThrowsAsync<R2Exception>(() => SendAsync(content))).Code);
    }

    /// <summary>Always of the same time: what reads the file again does not see that it is another.</summary>
    private byte[] Write(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        File.WriteAllBytes(_path, bytes);
        File.SetLastWriteTimeUtc(_path, s_written);
        return bytes;
    }

    /// <summary>As a request does it, which says what has moved.</summary>
    private static async Task<byte[]> SendAsync(R2Content content, SendContext? sending = null)
    {
        using MemoryStream stream = new();
        await content.WriteAsync(stream, sending, static _ => { }, s_cancellation);
        return stream.ToArray();
    }
}
