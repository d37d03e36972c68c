using System.Text;
using R2.Rules;

namespace R2.Listing;

/// <summary>The order of keys in a listing: that of their UTF-8 bytes. .NET's ordinal order is that of UTF-16, which puts what lies above U+FFFF before U+E000.</summary>
internal sealed class KeyOrder : IComparer<string>
{
    public static KeyOrder Utf8 { get; } = new();

    public int Compare(string? x, string? y) => Compare(x.AsSpan(), y.AsSpan());

    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length ? left.Length.CompareTo(right.Length) : Weight(left[common]).CompareTo(Weight(right[common]));
    }

    /// <summary>Whether a key is its own identity at R2, as all are that have no character put together of two.</summary>
    public static bool IsComposed(string key) => Ascii.IsValid(key) || NameRules.Identity(key) == key;

    /// <summary>Surrogates, which stand for what lies above U+FFFF, weigh more than all other code units.</summary>
    private static int Weight(char unit) => unit < 0xD800 ? unit : unit >= 0xE000 ? unit - 0x800 : unit + 0x2000;
}
