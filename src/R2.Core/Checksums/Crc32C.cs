using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace R2.Checksums;

/// <summary>
/// CRC-32C (Castagnoli) with the processor's own instruction. It takes three cycles but a new one may start in each, so three streams run side by side
/// and are joined by <see cref="Combine"/>'s arithmetic.
/// </summary>
internal static class Crc32C
{
    private const uint Polynomial = 0x82F63B78;

    /// <summary>Bytes of each of the three streams; joining costs about as much as hashing 200 bytes.</summary>
    private const int Lane = 4096;

    private static readonly uint[] s_shiftLane = CrcShift.Create(Polynomial, Lane);
    private static readonly uint[] s_shiftTwoLanes = CrcShift.Create(Polynomial, 2 * Lane);

    /// <summary>Goes on from the CRC of what came before; 0 to begin.</summary>
    // Optimized from the first call: a loop that has run a few hundred times before the runtime compiles it well would be most of a small file's time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        while (bytes.Length >= 3 * Lane)
        {
            ReadOnlySpan<ulong> one = MemoryMarshal.Cast<byte, ulong>(bytes[..Lane]);
            ReadOnlySpan<ulong> two = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(Lane, Lane))[..one.Length];
            ReadOnlySpan<ulong> three = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(2 * Lane, Lane))[..one.Length];
            (uint a, uint b, uint c) = (crc, 0, 0);
            for (int i = 0; i < one.Length; i++)
            {
                a = BitOperations.Crc32C(a, one[i]);
                b = BitOperations.Crc32C(b, two[i]);
                c = BitOperations.Crc32C(c, three[i]);
            }

            crc = CrcShift.Apply(s_shiftTwoLanes, a) ^ CrcShift.Apply(s_shiftLane, b) ^ c;
            bytes = bytes[(3 * Lane)..];
        }

        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }

    /// <summary>CRC of two pieces put together, from the CRC of each.</summary>
    public static uint Combine(uint first, uint second, long secondLength) => CrcShift.Shift(Polynomial, first, secondLength) ^ second;
}
