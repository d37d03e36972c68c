using System.Text;
using R2.Requests;

namespace R2.Rules;

/// <summary>R2's rules for user metadata. https://developers.cloudflare.com/r2/platform/limits/</summary>
internal static class MetadataRules
{
    public const string Prefix = "x-amz-meta-";

    private const int MaxBytes = 8192;

    /// <summary>The headers that metadata travels in.</summary>
    /// <exception cref="R2Exception">A name or a value is none that would come back as it is, or all of them are too long.</exception>
    public static IEnumerable<KeyValuePair<string, string>> ToHeaders(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        int bytes = 0;
        foreach ((string name, string value) in metadata)
        {
            CheckName(name);
            CheckValue(name, value);
            bytes += name.Length + Encoding.UTF8.GetByteCount(MetadataText.Stored(value));
            if (!headers.TryAdd(Prefix + name.ToLowerInvariant(), MetadataText.Encode(value)))
            {
                throw R2Exception.Invalid(R2ErrorCodes.InvalidMetadata, $"The metadata has the entry '{name}' twice: names of entries are stored in lower case, and must differ in more than that.");
            }
        }

        return bytes <= MaxBytes
            ? headers
            : throw R2Exception.Invalid(R2ErrorCodes.MetadataTooLarge, $"The metadata has {bytes} bytes, names and values together; it must have {MaxBytes} at most.");
    }

    private static void CheckName(string name)
    {
        if (!HeaderRules.IsName(name))
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.InvalidMetadata,
                $"The metadata name '{name}' is not valid: it becomes part of a header's name, and must consist of ASCII letters, digits and the signs !#$%&'*+-.^_`|~.");
        }
    }

    private static void CheckValue(string name, string? value)
    {
        if (value is null)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidMetadata, $"The metadata entry '{name}' has no value; it must be a text, which may be empty.");
        }

        try
        {
            Charsets.StrictUtf8.GetByteCount(value);
        }
        catch (EncoderFallbackException e)
        {
            throw new R2Exception(
                R2ErrorCodes.InvalidMetadata, $"The value of the metadata entry '{name}' is not valid Unicode: half of a surrogate pair stands alone at index {e.Index}.", e);
        }
    }
}
