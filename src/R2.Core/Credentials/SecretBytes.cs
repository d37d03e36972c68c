using System.Security.Cryptography;
using System.Text;

namespace R2.Credentials;

/// <summary>A secret in memory that the garbage collector does not copy about, and that is overwritten when nobody refers to it any more.</summary>
internal sealed class SecretBytes
{
    private readonly byte[] _bytes;

    public SecretBytes(string prefix, ReadOnlySpan<char> ascii)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(prefix.Length + ascii.Length, pinned: true);
        Encoding.ASCII.GetBytes(prefix, _bytes);
        Encoding.ASCII.GetBytes(ascii, _bytes.AsSpan(prefix.Length));
    }

    ~SecretBytes() => CryptographicOperations.ZeroMemory(_bytes);

    /// <summary>The bytes; whoever uses them keeps the owner alive meanwhile.</summary>
    public ReadOnlySpan<byte> Span => _bytes;
}
