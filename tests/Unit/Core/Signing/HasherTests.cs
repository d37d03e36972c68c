using System.Security.Cryptography;
using System.Text;
using R2.Signing;

namespace R2.Unit.Core.Signing;

public class HasherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Mac_KeyOfAnyLength_IsThePlatforms(int keyLength)
    {
        using Hasher hasher = new();
        byte[] key = Bytes(keyLength);
        byte[] mac = new byte[32];
        for (int length = 0; length < 600; length++)
        {
            byte[] text = Bytes(length);
            hasher.Mac(key, text, mac);
            Assert.Equal(HMACSHA256.HashData(key, text), mac);
        }
    }

    [Fact]
    public void Mac_IntoItsOwnKey_ReadsTheKeyFirst()
    {
        using Hasher hasher = new();
        byte[] key = Bytes(32);
        byte[] expected = HMACSHA256.HashData(key, "aws4_request"u8);
        hasher.Mac(key, "aws4_request"u8, key);

        Assert.Equal(expected, key);
    }

    [Fact]
    public void MacAgain_KeysInTurn_IsThePlatforms()
    {
        using Hasher hasher = new();
        byte[][] keys = [Bytes(32), [.. Bytes(32).Reverse()]];
        byte[] mac = new byte[32];
        foreach (int use in (int[])[0, 0, 0, 1, 0, 1, 1, 1, 0, 0])
        {
            byte[] text = Bytes(150);
            hasher.MacAgain(keys[use], text, mac);
            Assert.Equal(HMACSHA256.HashData(keys[use], text), mac);
        }
    }

    /// <summary>RFC 4231, test case 2.</summary>
    [Fact]
    public void Mac_PublishedVector_Matches()
    {
        using Hasher hasher = new();
        byte[] mac = new byte[32];
        hasher.Mac("Jefe"u8, "what do ya want for nothing?"u8, mac);

        Assert.Equal("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843", Convert.ToHexString(mac));
    }

    [Fact]
    public void Hash_AfterMac_StartsAnew()
    {
        using Hasher hasher = new();
        byte[] hash = new byte[32];
        hasher.Mac(Bytes(32), Bytes(10), hash);
        hasher.Hash("abc"u8, hash);

        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes("abc")), hash);
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(1, length).Select(i => (byte)(i * 7))];
}
