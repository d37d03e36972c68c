using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using R2.Cmdlets.Transfers.Content;

namespace R2.Unit.Cmdlets.Transfers.Content;

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

    [Fact]
    public void FromGzip_MembersWithNamesAndCommentsCutAnywhere_AreRefused()
    {
        byte[] plain = Pack("gzip", s_text, CompressionLevel.Optimal);
        // FLG says that there are an extra field, a name and a comment. https://www.rfc-editor.org/rfc/rfc1952#section-2.3
        byte[] named = [0x1F, 0x8B, 8, 0b11100, 1, 2, 3, 4, 0, 3, 4, 0, 1, 2, 3, 4, .. "name"u8, 0, .. "comment"u8, 0, .. plain[10..]];
        byte[] three = [.. plain, .. named, .. named];

        Assert.Equal([.. s_text, .. s_text, .. s_text], Unpack("gzip", three));
        for (int length = 1; length < three.Length; length++)
        {
            if (length != plain.Length && length != plain.Length + named.Length)
            {
                Assert.Throws<InvalidDataException>(() => Unpack("gzip", three[..length]));
            }
        }
    }

    [Fact]
    public void FromGzip_MembersThatEndWhereABufferDoes_AreJoined()
    {
        for (int length = 8150; length <= 8200; length++)
        {
            byte[] text = RandomNumberGenerator.GetBytes(length);
            byte[] one = Pack("gzip", text, CompressionLevel.NoCompression);
            Assert.Equal([.. text, .. text], Unpack("gzip", [.. one, .. one]));
            Assert.Throws<InvalidDataException>(() => Unpack("gzip", [.. one, .. one[..^1]]));
            Assert.Throws<InvalidDataException>(() => Unpack("gzip", [.. one, one[0]]));
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
