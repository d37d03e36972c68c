using System.Text;

namespace R2.Emulator.Storage;

/// <summary>Order of keys, by UTF-8 bytes, and identity of keys, by NFC form.</summary>
internal static class KeyOrder
{
    /// <summary>https://developers.cloudflare.com/r2/reference/unicode-interoperability/</summary>
    /// <remarks>.NET does not normalize text with U+FFFE. No character combines with it, so the text between is normalized separately.</remarks>
    public static string Identity(string key) => Ascii.IsValid(key) ? key : string.Join('\uFFFE', key.Split('\uFFFE').Select(Normalized));

    /// <summary>UTF-16 order differs from that of UTF-8 only in that surrogates come before U+E000 … U+FFFF.</summary>
    public static int Compare(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Rank(left[common]).CompareTo(Rank(right[common]));
    }

    private static string Normalized(string text) => text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
