using System.IO.Compression;
using System.Text;
using R2.Cmdlets.Common;

namespace R2.Unit.Cmdlets.Common;

public class CompressedTests
{
    private static readonly byte[] s_text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(static i => $"line {i * i}\n")));

    [Theory]
    [InlineData("gzip", CompressionLevel.Optimal)]
    [InlineData("gzip", CompressionLevel.NoCompression)]
    [InlineData("deflate", CompressionLevel.Optimal)]
    [InlineData("deflate", CompressionLevel.NoCompression)]
    [InlineData("br", CompressionLevel.Optimal)]
    public void From_CutAnywhere_IsRefused(string format, CompressionLevel level)
    {
        byte[] whole = Pack(format, s_text, level);
        for (int length = 1; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Unpack(format, whole[..length]));
        }

        Assert.Equal(s_text, Unpack(format, whole));
        Assert.Throws<InvalidDataException>(() => Unpack(format, [.. whole, 0, 0, 0, 0, 1]));
        Assert.Throws<InvalidDataException>(() => Unpack(format, s_text));
    }

    [Fact]
    public void FromGzip_Members_AreJoinedAndTheLastMustBeWhole()
    {
        byte[] one = Pack("gzip", s_text, CompressionLevel.Optimal);

        Assert.Equal([.. s_text, .. s_text], Unpack("gzip", [.. one, .. one]));
        for (int length = 1; length < one.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Unpack("gzip", [.. one, .. one[..length]]));
        }
    }

    private static byte[] Pack(string format, byte[] bytes, CompressionLevel level)
    {
        MemoryStream packed = new();
        using (Stream target = format switch
        {
            "gzip" => new GZipStream(packed, level),
            "br" => new BrotliStream(packed, level),
            _ => new ZLibStream(packed, level),
        })
        {
            target.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(string format, byte[] bytes) => (format switch
    {
        "gzip" => Compressed.FromGzip(bytes),
        "br" => Compressed.FromBrotli(bytes),
        _ => Compressed.FromZlib(bytes),
    }).ToArray();
}
