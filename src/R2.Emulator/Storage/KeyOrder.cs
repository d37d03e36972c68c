using System.Text;

namespace R2.Emulator.Storage;

/// <summary>Keys in the order of their UTF-8 bytes, and their identity, which is their NFC form.</summary>
internal static class KeyOrder
{
    /// <summary>https://developers.cloudflare.com/r2/reference/unicode-interoperability/</summary>
    /// <remarks>.NET refuses to normalize text with U+FFFE, which no character combines with: what is between is normalized by itself.</remarks>
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
