namespace R2.Checksums;

/// <summary>CRC-32 (ISO-HDLC), as in zip files.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[][] s_table = CrcTables.Create32(Polynomial);

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes) => ~CrcTables.Append(s_table, ~crc, bytes);

    public static uint Combine(uint first, uint second, long secondLength) => CrcShift.Shift(Polynomial, first, secondLength) ^ second;
}
