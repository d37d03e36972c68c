using System.Buffers.Binary;

namespace R2.Checksums;

/// <summary>Table-driven CRC, eight bytes at a time ("slicing by 8"), for polynomials and processors without an instruction.</summary>
internal static class CrcTables
{
    public static uint[][] Create32(uint polynomial) =>
        Create<uint>(seed => (seed & 1) != 0 ? (seed >> 1) ^ polynomial : seed >> 1, previous => previous >> 8, entry => (int)(entry & 0xFF), i => (uint)i, (a, b) => a ^ b);

    public static ulong[][] Create64(ulong polynomial) =>
        Create<ulong>(seed => (seed & 1) != 0 ? (seed >> 1) ^ polynomial : seed >> 1, previous => previous >> 8, entry => (int)(entry & 0xFF), i => (ulong)i, (a, b) => a ^ b);

    public static uint Append(uint[][] table, uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[7][low & 0xFF] ^ table[6][(low >> 8) & 0xFF] ^ table[5][(low >> 16) & 0xFF] ^ table[4][low >> 24]
                ^ table[3][high & 0xFF] ^ table[2][(high >> 8) & 0xFF] ^ table[1][(high >> 16) & 0xFF] ^ table[0][high >> 24];
        }

        foreach (byte b in bytes)
        {
            crc = table[0][(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    public static ulong Append(ulong[][] table, ulong crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = table[7][word & 0xFF] ^ table[6][(word >> 8) & 0xFF] ^ table[5][(word >> 16) & 0xFF] ^ table[4][(word >> 24) & 0xFF]
                ^ table[3][(word >> 32) & 0xFF] ^ table[2][(word >> 40) & 0xFF] ^ table[1][(word >> 48) & 0xFF] ^ table[0][word >> 56];
        }

        foreach (byte b in bytes)
        {
            crc = table[0][(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static T[][] Create<T>(Func<T, T> step, Func<T, T> shift, Func<T, int> index, Func<int, T> from, Func<T, T, T> xor)
    {
        T[][] table = new T[8][];
        table[0] = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 8).Aggregate(from(i), (crc, _) => step(crc)))];
        for (int slice = 1; slice < 8; slice++)
        {
            table[slice] = [.. table[slice - 1].Select(entry => xor(shift(entry), table[0][index(entry)]))];
        }

        return table;
    }
}
