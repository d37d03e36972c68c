using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using ArmCrc32 = System.Runtime.Intrinsics.Arm.Crc32;

namespace R2.Checksums;

/// <summary>
/// CRC-32C (Castagnoli) with the processor's own instruction. .NET has no public one: https://github.com/dotnet/runtime/issues/85222.
/// The instruction takes three cycles but a new one may start in each, so three streams run side by side and are joined by <see cref="Combine"/>'s arithmetic.
/// </summary>
internal static class Crc32C
{
    private const uint Polynomial = 0x82F63B78;

    /// <summary>Bytes of each of the three streams; joining costs about as much as hashing 200 bytes.</summary>
    private const int Lane = 4096;

    private static readonly uint[][] s_table = CrcTables.Create32(Polynomial);
    private static readonly uint[] s_shiftLane = CrcShift.Create(Polynomial, Lane);
    private static readonly uint[] s_shiftTwoLanes = CrcShift.Create(Polynomial, 2 * Lane);

    /// <summary>Goes on from the CRC of what came before; 0 to begin.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        if (Sse42.X64.IsSupported)
        {
            crc = AppendX64(crc, bytes);
        }
        else if (ArmCrc32.Arm64.IsSupported)
        {
            crc = AppendArm64(crc, bytes);
        }
        else
        {
            crc = CrcTables.Append(s_table, crc, bytes);
        }

        return ~crc;
    }

    /// <summary>CRC of two pieces put together, from the CRC of each.</summary>
    public static uint Combine(uint first, uint second, long secondLength) => CrcShift.Shift(Polynomial, first, secondLength) ^ second;

    /// <summary>For tests: the path without the processor's instruction.</summary>
    internal static uint AppendPortable(uint crc, ReadOnlySpan<byte> bytes) => ~CrcTables.Append(s_table, ~crc, bytes);

    // Optimized from the first call: a loop that has run a few hundred times before the runtime compiles it well would be most of a small file's time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint AppendX64(uint crc, ReadOnlySpan<byte> bytes)
    {
        ulong wide = crc;
        while (bytes.Length >= 3 * Lane)
        {
            ReadOnlySpan<ulong> one = MemoryMarshal.Cast<byte, ulong>(bytes[..Lane]);
            ReadOnlySpan<ulong> two = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(Lane, Lane))[..one.Length];
            ReadOnlySpan<ulong> three = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(2 * Lane, Lane))[..one.Length];
            (ulong a, ulong b, ulong c) = (wide, 0, 0);
            for (int i = 0; i < one.Length; i++)
            {
                a = Sse42.X64.Crc32(a, one[i]);
                b = Sse42.X64.Crc32(b, two[i]);
                c = Sse42.X64.Crc32(c, three[i]);
            }

            wide = CrcShift.Apply(s_shiftTwoLanes, (uint)a) ^ CrcShift.Apply(s_shiftLane, (uint)b) ^ (uint)c;
            bytes = bytes[(3 * Lane)..];
        }

        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            wide = Sse42.X64.Crc32(wide, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        crc = (uint)wide;
        foreach (byte b in bytes)
        {
            crc = Sse42.Crc32(crc, b);
        }

        return crc;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint AppendArm64(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = ArmCrc32.Arm64.ComputeCrc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte b in bytes)
        {
            crc = ArmCrc32.ComputeCrc32C(crc, b);
        }

        return crc;
    }
}
