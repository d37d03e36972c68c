using System.Buffers;
using System.Text;

namespace R2.Signing;

/// <summary>Grows a text in UTF-8 in a pooled buffer. Signing is all appending and hashing; no string in between is needed.</summary>
internal ref struct Utf8Writer
{
    /// <summary>UTF-8 needs three for a character of the basic plane, and four for a surrogate pair.</summary>
    private const int MaxBytesPerChar = 3;

    private byte[] _buffer;
    private int _length;

    public Utf8Writer(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Append(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void Append(scoped ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_buffer.AsSpan(_length));
        _length += utf8.Length;
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        Reserve(text.Length * MaxBytesPerChar);
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    public void AppendLowerHex(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length * 2);
        foreach (byte b in bytes)
        {
            _buffer[_length++] = HexDigit(b >> 4);
            _buffer[_length++] = HexDigit(b & 0xF);
        }
    }

    public override readonly string ToString() => Encoding.UTF8.GetString(Written);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
