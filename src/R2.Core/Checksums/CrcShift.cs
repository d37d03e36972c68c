using System.Numerics;

namespace R2.Checksums;

/// <summary>
/// What appending zero bytes does to a CRC: a linear map, so a matrix of 32 columns, and powers of it by squaring.
/// The idea is Mark Adler's crc32_combine: https://github.com/madler/zlib/blob/develop/crc32.c
/// </summary>
internal static class CrcShift
{
    /// <summary>The map for a fixed number of bytes.</summary>
    public static uint[] Create(uint polynomial, long bytes)
    {
        uint[] result = [.. Enumerable.Range(0, 32).Select(i => 1u << i)];
        uint[] power = Multiply(Byte(polynomial), result);
        for (long left = bytes; left > 0; left >>= 1)
        {
            result = (left & 1) != 0 ? Multiply(power, result) : result;
            power = Multiply(power, power);
        }

        return result;
    }

    public static uint Shift(uint polynomial, uint crc, long bytes)
    {
        uint[] power = Byte(polynomial);
        for (long left = bytes; left > 0; left >>= 1)
        {
            crc = (left & 1) != 0 ? Apply(power, crc) : crc;
            power = Multiply(power, power);
        }

        return crc;
    }

    public static uint Apply(uint[] map, uint crc)
    {
        uint result = 0;
        for (; crc != 0; crc &= crc - 1)
        {
            result ^= map[BitOperations.TrailingZeroCount(crc)];
        }

        return result;
    }

    /// <summary>The map for one byte: eight steps of the shift register.</summary>
    private static uint[] Byte(uint polynomial)
    {
        uint[] bit = new uint[32];
        bit[0] = polynomial;
        for (int i = 1; i < 32; i++)
        {
            bit[i] = 1u << (i - 1);
        }

        uint[] two = Multiply(bit, bit);
        uint[] four = Multiply(two, two);
        return Multiply(four, four);
    }

    private static uint[] Multiply(uint[] outer, uint[] inner) => [.. inner.Select(column => Apply(outer, column))];
}
