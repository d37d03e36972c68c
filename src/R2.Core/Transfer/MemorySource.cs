using R2.Http;

namespace R2.Transfer;

/// <summary>Bytes that are in memory already.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> bytes, string description) : RandomAccessSource(description, bytes.Length)
{
    public override ReplayableContent Slice(long offset, long length) => ReplayableContent.FromBytes(bytes.Slice((int)offset, (int)length));
}
