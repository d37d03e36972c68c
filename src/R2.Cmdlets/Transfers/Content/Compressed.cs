using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace R2.Cmdlets.Transfers.Content;

/// <summary>Decompresses whole content. .NET's streams take what is there for all of it; these fail where its end is missing.</summary>
/// <remarks>All throw <see cref="InvalidDataException"/> where the bytes are no such content, or not all of it.</remarks>
internal static class Compressed
{
    /// <summary>A gzip member of its own. Put behind others it is found at the end of their text only if the last of them is whole: whatever lacks its end takes these bytes for it.</summary>
    private static readonly byte[] s_mark = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] s_markMember = GzipOf(s_mark);

    public static ReadOnlyMemory<byte> FromGzip(ReadOnlyMemory<byte> bytes)
    {
        using GZipStream source = new(new MemoryStream([.. bytes.Span, .. s_markMember], writable: false), CompressionMode.Decompress);
        ReadOnlyMemory<byte> plain = ReadAll(source);
        return plain.Span.EndsWith(s_mark) ? plain[..^s_mark.Length] : throw Unended("gzip");
    }

    /// <summary>A whole one ends in the Adler-32 of its text. https://www.rfc-editor.org/rfc/rfc1950#section-2.2</summary>
    public static ReadOnlyMemory<byte> FromZlib(ReadOnlyMemory<byte> bytes)
    {
        using ZLibStream source = new(new MemoryStream(bytes.ToArray(), writable: false), CompressionMode.Decompress);
        ReadOnlyMemory<byte> plain = ReadAll(source);
        // The shortest, of nothing, has eight bytes.
        return bytes.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[^4..]) == Adler32(plain.Span) ? plain : throw Unended("deflate");
    }

    public static ReadOnlyMemory<byte> FromBrotli(ReadOnlyMemory<byte> bytes)
    {
        using BrotliDecoder decoder = default;
        ArrayBufferWriter<byte> plain = new();
        ReadOnlySpan<byte> rest = bytes.Span;
        OperationStatus status;
        do
        {
            status = decoder.Decompress(rest, plain.GetSpan(64 * 1024), out int read, out int written);
            plain.Advance(written);
            rest = rest[read..];
        }
        while (status == OperationStatus.DestinationTooSmall);
        return status == OperationStatus.Done && rest.IsEmpty ? plain.WrittenMemory
            : status == OperationStatus.InvalidData ? throw new InvalidDataException("It is not brotli.")
            : throw Unended("brotli");
    }

    private static InvalidDataException Unended(string format) => new($"The end of the {format} is missing, or something else follows it.");

    private static Memory<byte> ReadAll(Stream source)
    {
        MemoryStream plain = new();
        source.CopyTo(plain);
        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        (uint a, uint b) = (1, 0);
        foreach (byte value in bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        return (b << 16) | a;
    }

    private static byte[] GzipOf(byte[] bytes)
    {
        MemoryStream packed = new();
        using (GZipStream target = new(packed, CompressionLevel.NoCompression))
        {
            target.Write(bytes);
        }

        return packed.ToArray();
    }
}
