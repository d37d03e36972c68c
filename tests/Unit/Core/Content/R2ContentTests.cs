namespace R2.Unit.Core.Content;

public sealed class R2ContentTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1_000_000, 0)]
    [InlineData(1_000_000, 123_457)]
    public async Task CopyTo_EverySource_SendsTheSameBytesAgain(int length, int offset)
    {
        byte[] bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(_path, bytes, TestContext.Current.CancellationToken);
        using MemoryStream stream = new(bytes) { Position = offset };
        byte[] expected = bytes[offset..];

        foreach (R2Content content in new[] { R2Content.FromBytes(expected), R2Content.FromFile(_path, offset), R2Content.FromStream(stream) })
        {
            Assert.Equal(expected.Length, content.Length);
            Assert.Equal(expected, await Send(content));
            Assert.Equal(expected, await Send(content));
        }
    }

    [Fact]
    public void FromStream_ClosedOrOnlyWritable_IsUnreadable()
    {
        MemoryStream closed = new();
        closed.Dispose();
        using FileStream writable = new(_path, FileMode.Open, FileAccess.Write);

        Assert.Equal((R2ErrorCodes.SourceUnreadable, "The stream is closed."), Of(closed));
        Assert.Equal(R2ErrorCodes.SourceUnreadable, Of(writable).Code);

        static (string Code, string Message) Of(Stream stream)
        {
            R2Exception e = Assert.Throws<R2Exception>(() => R2Content.FromStream(stream));
            return (e.Code, e.Message);
        }
    }

    [Fact]
    public async Task FromFile_Slice_SendsTheSliceAlone()
    {
        await File.WriteAllBytesAsync(_path, "0123456789"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("345"u8.ToArray(), await Send(R2Content.FromFile(_path, 3, 3)));
    }

    [Fact]
    public async Task CopyTo_FileShrankSinceTheUploadBegan_FailsInsteadOfSendingLess()
    {
        await File.WriteAllBytesAsync(_path, new byte[1000], TestContext.Current.CancellationToken);
        R2Content content = R2Content.FromFile(_path);
        await File.WriteAllBytesAsync(_path, new byte[400], TestContext.Current.CancellationToken);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => Send(content));

        Assert.Equal("SourceChanged", e.Code);
        Assert.Contains("400", e.Message, StringComparison.Ordinal);
        Assert.Contains("1000", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopyTo_FileGrewSinceTheUploadBegan_FailsInsteadOfSendingHalf()
    {
        await File.WriteAllBytesAsync(_path, new byte[1000], TestContext.Current.CancellationToken);
        R2Content content = R2Content.FromFile(_path);
        await File.AppendAllTextAsync(_path, "more", TestContext.Current.CancellationToken);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => Send(content));

        Assert.Equal("SourceChanged", e.Code);
        Assert.Contains("1004", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromStream_ThatCannotSeek_IsRefusedByOneRequest()
    {
        using System.IO.Compression.DeflateStream stream = new(new MemoryStream(), System.IO.Compression.CompressionMode.Decompress);
        R2Content content = R2Content.FromStream(stream);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(async () => await content.OpenWholeAsync(TestContext.Current.CancellationToken));

        Assert.Null(content.Length);
        Assert.Equal(R2ErrorCodes.SourceUnreadable, e.Code);
        Assert.Contains("cannot seek", e.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> Send(R2Content content)
    {
        using MemoryStream target = new();
        await content.CopyToAsync(target, TestContext.Current.CancellationToken);
        return target.ToArray();
    }
}
