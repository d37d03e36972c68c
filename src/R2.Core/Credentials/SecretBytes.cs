using System.Security.Cryptography;
using System.Text;

namespace R2.Credentials;

/// <summary>A secret in memory that the garbage collector does not copy about, and that is overwritten when it is disposed of, or when nobody refers to it any more.</summary>
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private volatile bool _isDisposed;

    /// <summary>Room for a secret that is yet to be written to <see cref="Array"/>.</summary>
    public SecretBytes(int length) => _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);

    public SecretBytes(ReadOnlySpan<byte> bytes)
        : this(bytes.Length) => bytes.CopyTo(_bytes);

    public SecretBytes(string prefix, ReadOnlySpan<char> ascii)
        : this(prefix.Length + ascii.Length)
    {
        Encoding.ASCII.GetBytes(prefix, _bytes);
        Encoding.ASCII.GetBytes(ascii, _bytes.AsSpan(prefix.Length));
    }

    ~SecretBytes() => CryptographicOperations.ZeroMemory(_bytes);

    public bool IsDisposed => _isDisposed;

    /// <summary>The bytes; whoever uses them keeps the owner alive meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">They were overwritten.</exception>
    public ReadOnlySpan<byte> Span => Array;

    /// <summary>As <see cref="Span"/>, always the same array.</summary>
    public byte[] Array
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _bytes;
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
        GC.SuppressFinalize(this);
    }
}
