using System.Buffers;
using System.Text;

namespace R2.Rules;

/// <summary>R2's rules for names, checked before a request is made. https://developers.cloudflare.com/r2/platform/limits/</summary>
internal static class NameRules
{
    private const int MaxKeyBytes = 1024;

    private static readonly SearchValues<char> s_bucketCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static string Bucket(string bucket)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        return FaultOf(bucket) is { } fault
            ? throw new R2Exception(R2ErrorCodes.InvalidBucketName, $"The bucket name '{Shorten(bucket)}' is not valid: it {fault}.") { BucketName = bucket }
            : bucket;
    }

    private static string? FaultOf(string bucket) =>
        bucket.Length == 0 ? "is empty, and must have 3 to 63 characters"
        : bucket.AsSpan().IndexOfAnyExcept(s_bucketCharacters) is >= 0 and int at ? $"contains {(Rune.TryGetRuneAt(bucket, at, out Rune rune) ? $"'{rune}'" : $"U+{(int)bucket[at]:X4}")}, and must have only lower-case letters, digits and hyphens"
        : bucket[0] == '-' ? "begins with a hyphen, and must begin and end with a letter or a digit"
        : bucket[^1] == '-' ? "ends with a hyphen, and must begin and end with a letter or a digit"
        : bucket.Length is < 3 or > 63 ? $"has {bucket.Length} characters, and must have 3 to 63"
        : null;

    public static string Key(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        int bytes;
        try
        {
            bytes = Charsets.StrictUtf8.GetByteCount(key);
        }
        catch (EncoderFallbackException e)
        {
            throw new R2Exception(R2ErrorCodes.InvalidObjectName, $"The key is not valid Unicode: half of a surrogate pair stands alone at index {e.Index}.", e);
        }

        return bytes is >= 1 and <= MaxKeyBytes
            ? key
            : throw R2Exception.Invalid(
                R2ErrorCodes.InvalidObjectName,
                $"The key '{Shorten(key)}' has {bytes} bytes in UTF-8; it must have 1 to {MaxKeyBytes}.");
    }

    /// <summary>A text as it is; half of a surrogate pair would be sent as U+FFFD, and so ask for something else.</summary>
    public static string Unicode(string name, string text)
    {
        try
        {
            Charsets.StrictUtf8.GetByteCount(text);
            return text;
        }
        catch (EncoderFallbackException e)
        {
            throw new R2Exception(R2ErrorCodes.InvalidSetting, $"The value of '{name}' is not valid Unicode: half of a surrogate pair stands alone at index {e.Index}.", e);
        }
    }

    /// <summary>What tells keys apart at R2: their NFC form. https://developers.cloudflare.com/r2/reference/unicode-interoperability/</summary>
    /// <remarks>.NET refuses to normalize text with U+FFFE, which no character combines with: what is between is normalized by itself.</remarks>
    public static string Identity(string key) => string.Join('\uFFFE', key.Split('\uFFFE').Select(static part => part.Normalize(NormalizationForm.FormC)));

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
}
