using System.Security.Cryptography;
using R2.Checksums;
using R2.Models;

namespace R2.Unit.Core.Checksums;

public sealed class ETagsTests
{
    private const string Upper = "0123456789ABCDEF0123456789ABCDEF";

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef", true)]
    [InlineData(Upper, true)]
    [InlineData("0123456789abcdef0123456789abcde", false)]
    [InlineData("0123456789abcdef0123456789abcdef0", false)]
    [InlineData("0123456789abcdef0123456789abcdeg", false)]
    [InlineData("0123456789abcdef0123456789abcd-2", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsMd5_ThirtyTwoHexDigits_AndNothingElse(string? etag, bool expected) => Assert.Equal(expected, ETags.IsMd5(etag));

    [Fact]
    public void OfBody_Hash_IsInLowerCase() => Assert.Equal("d41d8cd98f00b204e9800998ecf8427e", ETags.OfBody(MD5.HashData([])));

    [Fact]
    public void OfParts_Parts_IsTheMd5OfTheirRawMd5sWithTheirNumber()
    {
        R2Part[] parts = [new() { PartNumber = 1, ETag = Upper }, new() { PartNumber = 2, ETag = "00000000000000000000000000000001" }];
        byte[] raw = [.. Convert.FromHexString(Upper), .. new byte[15], 1];

        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(raw)) + "-2", ETags.OfParts(parts));
        Assert.Null(ETags.OfParts([parts[0], new() { PartNumber = 2, ETag = "not an md5" }]));
    }

    [Fact]
    public async Task OfBodyAsync_MemoryOrStream_IsItsMd5()
    {
        foreach (R2Content body in new[] { R2Content.FromBytes("abc"u8.ToArray()), R2Content.FromStream(new MemoryStream("abc"u8.ToArray())) })
        {
            Assert.Equal("900150983cd24fb0d6963f7d28e17f72", await ETags.OfBodyAsync(body, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Mismatch_NamesTheObjectAndBothETags()
    {
        R2Exception mismatch = ETags.Mismatch(new R2MultipartUpload { BucketName = "b", Key = "k", UploadId = "u" }, "stored", "expected", "request");

        Assert.Equal((R2ErrorCodes.ChecksumMismatch, "b", "k", "CompleteMultipartUpload", "request"), (mismatch.Code, mismatch.BucketName, mismatch.Key, mismatch.Operation, mismatch.RequestId));
        Assert.StartsWith("The server put 'b/k' together with stored; its parts make expected.", mismatch.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_LooksPastTheCase()
    {
        Assert.True(ETags.Same("ab", "AB"));
        Assert.False(ETags.Same("ab", "ac"));
        Assert.False(ETags.Same(null, "ab"));
    }

    [Fact]
    public async Task HashingStream_EachWayToWrite_HandsOverJustTheBytes()
    {
        List<byte> seen = [];
        await using HashingStream stream = new(bytes => seen.AddRange(bytes));
        await stream.WriteAsync(new byte[] { 1, 2 }, TestContext.Current.CancellationToken);
        stream.Write([3]);
        stream.Write([9, 4, 5, 9], 1, 2);
        stream.Flush();

        Assert.Equal([1, 2, 3, 4, 5], seen);
        Assert.Equal((false, false, true), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.Throws<NotSupportedException>(() => stream.Length);
        Assert.Throws<NotSupportedException>(() => stream.Position);
        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        Assert.Throws<NotSupportedException>(() => stream.Read([0], 0, 1));
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.WriteAsync(new byte[] { 6 }, new CancellationToken(canceled: true)));
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task HashingStream_WithANextStream_HandsOverWhatThatHasTaken()
    {
        List<byte> seen = [];
        using MemoryStream next = new(new byte[5]);
        await using HashingStream stream = new(bytes => seen.AddRange(bytes), next);
        await stream.WriteAsync(new byte[] { 1, 2 }, TestContext.Current.CancellationToken);
        stream.Write([3]);
        stream.Write([9, 4, 5, 9], 1, 2);
        await stream.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3, 4, 5], next.ToArray());
        Assert.Throws<NotSupportedException>(() => stream.Write([6]));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await stream.WriteAsync(new byte[] { 6 }, TestContext.Current.CancellationToken));
        Assert.Equal([1, 2, 3, 4, 5], seen);
    }
}
