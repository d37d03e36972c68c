using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace R2.Emulator.Integrity;

/// <summary>A reflected CRC of 32 or 64 bits, computed with tables, eight bytes at a time (https://reveng.sourceforge.io/crc-catalogue/).</summary>
internal sealed class TableCrc : RunningChecksum
{
    /// <summary>CRC-64/NVME, reflected.</summary>
    public const ulong NvmePolynomial = 0x9A6C9329AC4BC9B5;

    private static readonly ConcurrentDictionary<ulong, ulong[][]> s_tables = new();
    private readonly ulong[][] _tables;
    private readonly ulong _mask;
    private readonly int _bits;
    private ulong _state;

    public TableCrc(ulong polynomial, int bits)
    {
        _bits = bits;
        _mask = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        _state = _mask;
        _tables = s_tables.GetOrAdd(polynomial, BuildTables);
    }

    public ulong Value => ~_state & _mask;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        ulong state = _state;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            ulong word = state ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            state = 0;
            for (int at = 0; at < sizeof(ulong); at++)
            {
                state ^= _tables[sizeof(ulong) - 1 - at][(byte)(word >> (8 * at))];
            }
        }

        foreach (byte value in bytes)
        {
            state = _tables[0][(byte)(state ^ value)] ^ (state >> 8);
        }

        _state = state;
    }

    public override byte[] Finish()
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Value);
        return bytes[(sizeof(ulong) - (_bits / 8))..];
    }

    /// <summary>The CRC-64/NVME of two concatenated ranges of bytes, from the CRCs of both: https://github.com/madler/zlib (crc32_combine).</summary>
    public static ulong CombineNvme(ulong first, ulong second, long secondLength)
    {
        ulong shift = 1UL << 63;
        ulong power = 1UL << 55; // x^8: one byte
        for (ulong bytes = (ulong)secondLength; bytes != 0; bytes >>= 1)
        {
            if ((bytes & 1) != 0)
            {
                shift = MultiplyNvme(power, shift);
            }

            power = MultiplyNvme(power, power);
        }

        return MultiplyNvme(shift, first) ^ second;
    }

    private static ulong MultiplyNvme(ulong left, ulong right)
    {
        ulong product = 0UL;
        for (ulong bit = 1UL << 63; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0)
            {
                product ^= right;
            }

            right = (right & 1) != 0 ? (right >> 1) ^ NvmePolynomial : right >> 1;
        }

        return product;
    }

    private static ulong[][] BuildTables(ulong polynomial)
    {
        ulong[][] tables = Enumerable.Range(0, sizeof(ulong)).Select(_ => new ulong[256]).ToArray();
        for (int value = 0; value < 256; value++)
        {
            ulong state = (ulong)value;
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state & 1) != 0 ? (state >> 1) ^ polynomial : state >> 1;
            }

            tables[0][value] = state;
        }

        for (int table = 1; table < tables.Length; table++)
        {
            for (int value = 0; value < 256; value++)
            {
                ulong before = tables[table - 1][value];
                tables[table][value] = tables[0][(byte)before] ^ (before >> 8);
            }
        }

        return tables;
    }
}
