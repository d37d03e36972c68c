namespace R2.Checksums;

/// <summary>CRC-64/NVME. https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-nvme</summary>
internal static class Crc64Nvme
{
    private static readonly ulong[][] s_table = CrcTables.Create64(0x9A6C9329AC4BC9B5);

    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes) => ~CrcTables.Append(s_table, ~crc, bytes);
}
