using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace R2.Emulator.Integrity;

/// <summary>CRC-32C, computed by the processor's instruction.</summary>
internal sealed class HardwareCrc32C : RunningChecksum
{
    private uint _state = uint.MaxValue;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            _state = BitOperations.Crc32C(_state, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
        {
            _state = BitOperations.Crc32C(_state, rest);
        }
    }

    public override byte[] Finish()
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~_state);
        return bytes;
    }
}
