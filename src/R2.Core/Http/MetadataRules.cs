using System.Buffers;
using System.Text;

namespace R2.Http;

/// <summary>R2's rules for user metadata. https://developers.cloudflare.com/r2/platform/limits/</summary>
internal static class MetadataRules
{
    public const string Prefix = "x-amz-meta-";

    private const int MaxBytes = 8192;

    /// <summary>The signs of a header name (RFC 9110, token).</summary>
    private static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static void Check(IReadOnlyDictionary<string, string> metadata)
    {
        int bytes = 0;
        foreach ((string name, string value) in metadata)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(s_nameCharacters))
            {
                throw R2Exception.Invalid(
                    R2ErrorCodes.InvalidMetadata,
                    $"The metadata name '{name}' is not valid: allowed are letters, digits and the signs !#$%&'*+-.^_`|~ (it becomes part of a header's name).");
            }

            bytes += name.Length + Encoding.UTF8.GetByteCount(value);
        }

        if (bytes > MaxBytes)
        {
            throw R2Exception.Invalid(R2ErrorCodes.MetadataTooLarge, $"The metadata has {bytes} bytes, names and values together; allowed are {MaxBytes}.");
        }
    }
}
