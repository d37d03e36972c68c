using System.Security.Cryptography;
using System.Text;
using R2.Signing;

namespace R2.Unit.Core.Signing;

public sealed class Utf8WriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1000)]
    public void Append_MoreThanItsBufferHolds_KeepsAll(int capacity)
    {
        Utf8Writer writer = new(capacity);
        StringBuilder expected = new();
        for (int i = 0; i < 500; i++)
        {
            writer.Append((byte)'b');
            writer.Append("\u00fc\ud83d\ude00"u8);
            writer.Append("t\u20ac");
            writer.AppendLowerHex([(byte)i, 0xF0]);
            expected.Append("b\u00fc\ud83d\ude00t\u20ac").Append(Convert.ToHexStringLower([(byte)i, 0xF0]));
        }

        Assert.Equal(expected.ToString(), writer.ToString());
        writer.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Append_OneKindAlone_GrowsByWhatItNeeds(int kind)
    {
        // Buffers of the pool have 16 bytes or more: what is written is longer than any of its sizes in turn.
        Utf8Writer writer = new(1);
        string expected = "";
        for (int i = 0; i < 300; i++)
        {
            switch (kind)
            {
                case 1:
                    writer.Append((byte)'x');
                    expected += "x";
                    break;
                case 2:
                    writer.Append("0123456789abcdefghijklmnopqrstuvwxyz"u8);
                    expected += "0123456789abcdefghijklmnopqrstuvwxyz";
                    break;
                default:
                    writer.AppendLowerHex([0x01, 0xAB, 0xFF]);
                    expected += "01abff";
                    break;
            }
        }

        Assert.Equal(expected, writer.ToString());
        writer.Dispose();
    }

    [Fact]
    public void PayloadHash_OfBytes_IsTheirSha256InLowerCase()
    {
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("body"u8)), PayloadHash.Of("body"u8));
        Assert.Equal(PayloadHash.Empty, PayloadHash.Of([]));
    }
}
