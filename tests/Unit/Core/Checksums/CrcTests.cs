using System.Text;
using R2.Checksums;
using R2.Models;

namespace R2.Unit.Core.Checksums;

/// <summary>Check values: https://reveng.sourceforge.io/crc-catalogue/all.htm and RFC 3720, appendix B.4.</summary>
public class CrcTests
{
    private static readonly uint[][] s_table = CrcTables.Create32(0x82F63B78);
    private static readonly byte[] s_digits = Encoding.ASCII.GetBytes("123456789");

    [Fact]
    public void Append_CheckString_GivesTheCataloguesValues()
    {
        Assert.Equal(0xE3069283u, Crc32C.Append(0, s_digits));
        Assert.Equal(0xE3069283u, ByTables(s_digits));
        Assert.Equal(0xCBF43926u, Crc32.Append(0, s_digits));
        Assert.Equal(0xAE8B14860A799888ul, Crc64Nvme.Append(0, s_digits));
    }

    [Fact]
    public void Crc32C_ThirtyTwoZeros_GivesTheRfcsValue() => Assert.Equal(0x8A9136AAu, Crc32C.Append(0, new byte[32]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(12_287)]
    [InlineData(12_288)]
    [InlineData(12_289)]
    [InlineData(100_001)]
    public void Crc32C_AnyLengthAndAlignment_IsWhatTheTablesGive(int length)
    {
        byte[] bytes = new byte[length + 8];
        new Random(length).NextBytes(bytes);
        for (int offset = 0; offset < 8; offset++)
        {
            Assert.Equal(ByTables(bytes.AsSpan(offset, length)), Crc32C.Append(0, bytes.AsSpan(offset, length)));
        }
    }

    [Fact]
    public void Combine_PiecesOfAnyLength_IsTheCrcOfTheWhole()
    {
        byte[] bytes = new byte[50_000];
        Random random = new(5);
        random.NextBytes(bytes);
        for (int i = 0; i < 50; i++)
        {
            int cut = random.Next(bytes.Length + 1);
            Assert.Equal(Crc32C.Append(0, bytes), Crc32C.Combine(Crc32C.Append(0, bytes.AsSpan(0, cut)), Crc32C.Append(0, bytes.AsSpan(cut)), bytes.Length - cut));
            Assert.Equal(Crc32.Append(0, bytes), Crc32.Combine(Crc32.Append(0, bytes.AsSpan(0, cut)), Crc32.Append(0, bytes.AsSpan(cut)), bytes.Length - cut));
        }
    }

    [Theory]
    [InlineData(R2ChecksumAlgorithm.Crc32C, "4waSgw==")]
    [InlineData(R2ChecksumAlgorithm.Crc32, "y/Q5Jg==")]
    [InlineData(R2ChecksumAlgorithm.Crc64Nvme, "rosUhgp5mIg=")]
    [InlineData(R2ChecksumAlgorithm.Sha1, "98O8HYCOBHMq32eZZczDTKeuNEE=")]
    [InlineData(R2ChecksumAlgorithm.Sha256, "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")]
    public void ChecksumHasher_InPieces_WritesWhatS3Writes(R2ChecksumAlgorithm algorithm, string expected)
    {
        using ChecksumHasher hasher = new(algorithm);
        hasher.Append(s_digits.AsSpan(0, 4));
        hasher.Append(s_digits.AsSpan(4));

        Assert.Equal(expected, hasher.Finish().Value);
        Assert.Equal(expected, ChecksumHasher.Of(algorithm, s_digits).Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(4096)]
    [InlineData(8192)]
    [InlineData(1_000_003)]
    public void CrcShift_AnyLength_IsWhatThatManyZerosDo(int length)
    {
        const uint castagnoli = 0x82F63B78;
        uint[] map = CrcShift.Create(castagnoli, length);
        foreach (uint crc in (uint[])[0, 1, 0x80000000, 0xDEADBEEF, uint.MaxValue])
        {
            // The register itself, without the complement at either end.
            uint expected = CrcTables.Append(s_table, crc, new byte[length]);
            Assert.Equal(expected, CrcShift.Apply(map, crc));
            Assert.Equal(expected, CrcShift.Shift(castagnoli, crc, length));
        }
    }

    [Fact]
    public void CompositeChecksum_Parts_IsTheChecksumOfTheirRawChecksums()
    {
        string[] values = [Convert.ToBase64String([1, 2, 3, 4]), Convert.ToBase64String([250, 0, 7, 9])];
        R2Part[] parts = [.. values.Select(static (value, number) => new R2Part { PartNumber = number + 1, ETag = "e", Checksums = [new(R2ChecksumAlgorithm.Crc32C, value)] })];
        R2Checksum expected = new(R2ChecksumAlgorithm.Crc32C, ChecksumHasher.Of(R2ChecksumAlgorithm.Crc32C, [1, 2, 3, 4, 250, 0, 7, 9]).Value + "-2");

        Assert.Equal(expected, CompositeChecksum.Of(parts));
        Assert.Equal(expected, CompositeChecksum.Of(R2ChecksumAlgorithm.Crc32C, values));
        Assert.Null(CompositeChecksum.Of([]));
        Assert.Null(CompositeChecksum.Of([parts[0], parts[1] with { Checksums = [] }]));
        Assert.Null(CompositeChecksum.Of([parts[0] with { Checksums = [] }, parts[1]]));
    }

    /// <summary>Made here, not once and for all: the tables that the product holds are made before any test looks.</summary>
    [Fact]
    public void Tables_EachSlice_IsItsByteBeforeSoManyZeros()
    {
        const uint ieee = 0xEDB88320;
        const ulong nvme = 0x9A6C9329AC4BC9B5;
        uint[][] narrow = CrcTables.Create32(ieee);
        ulong[][] wide = CrcTables.Create64(nvme);
        Assert.Equal((8, 8), (narrow.Length, wide.Length));
        for (int slice = 0; slice < 8; slice++)
        {
            Assert.Equal((256, 256), (narrow[slice].Length, wide[slice].Length));
            for (uint value = 0; value < 256; value++)
            {
                Assert.Equal((uint)ShiftBits(value, ieee, 8 * (slice + 1)), narrow[slice][value]);
                Assert.Equal(ShiftBits(value, nvme, 8 * (slice + 1)), wide[slice][value]);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(1023)]
    public void Tables_AnyLength_IsWhatBitByBitGives(int length)
    {
        const uint ieee = 0xEDB88320;
        const ulong nvme = 0x9A6C9329AC4BC9B5;
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        (ulong narrow, ulong wide) = (uint.MaxValue, ulong.MaxValue);
        foreach (byte b in bytes)
        {
            (narrow, wide) = (ShiftBits(narrow ^ b, ieee, 8), ShiftBits(wide ^ b, nvme, 8));
        }

        Assert.Equal(~(uint)narrow, Crc32.Append(0, bytes));
        Assert.Equal(~wide, Crc64Nvme.Append(0, bytes));
        Assert.Equal((uint)narrow, CrcTables.Append(CrcTables.Create32(ieee), uint.MaxValue, bytes));
        Assert.Equal(wide, CrcTables.Append(CrcTables.Create64(nvme), ulong.MaxValue, bytes));
    }

    [Theory]
    [InlineData(R2ChecksumAlgorithm.Crc32C)]
    [InlineData(R2ChecksumAlgorithm.Crc32)]
    [InlineData(R2ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(R2ChecksumAlgorithm.Sha1)]
    [InlineData(R2ChecksumAlgorithm.Sha256)]
    public void ChecksumHasher_AfterItFinished_BeginsAnew(R2ChecksumAlgorithm algorithm)
    {
        using ChecksumHasher hasher = new(algorithm);
        hasher.Append("before"u8);
        hasher.Finish();
        hasher.Append(s_digits);

        Assert.Equal(ChecksumHasher.Of(algorithm, s_digits), hasher.Finish());
    }

    /// <summary>The register after so many bits, by the definition.</summary>
    private static ulong ShiftBits(ulong register, ulong polynomial, int bits)
    {
        for (int i = 0; i < bits; i++)
        {
            register = (register & 1) != 0 ? (register >> 1) ^ polynomial : register >> 1;
        }

        return register;
    }

    private static uint ByTables(ReadOnlySpan<byte> bytes) => ~CrcTables.Append(s_table, ~0u, bytes);
}
