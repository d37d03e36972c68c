using System.Text;

namespace R2.Sync.Shards;

/// <summary>
/// Lower case as Go's strings.ToLower has it since Go 1.21, that is by Unicode 15.0, one character for each. .NET asks the machine's ICU, which is older on some machines
/// and newer on others, and its invariant culture leaves one letter out: what has come to Unicode since version 13 is said here, for all of them alike.
/// </summary>
internal static class LowerCase
{
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        StringBuilder lower = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            lower.Append(Of(rune).ToString());
        }

        return lower.ToString();
    }

    public static Rune Of(Rune rune) => rune.Value switch
    {
        // Latin capital I with a dot, which the invariant culture keeps.
        0x0130 => new Rune('i'),

        // Unicode 14: Glagolitic, Latin, Vithkuqi.
        0x2C2F => new Rune(0x2C5F),
        0xA7C0 or 0xA7D0 or 0xA7D6 or 0xA7D8 => new Rune(rune.Value + 1),
        (>= 0x10570 and <= 0x1057A) or (>= 0x1057C and <= 0x1058A) or (>= 0x1058C and <= 0x10592) or 0x10594 or 0x10595 => new Rune(rune.Value + 39),

        // Unicode 16 and 17: Cyrillic, Latin, Garay, Beria Erfe. What has come later than these has no small letter in the tables of .NET 10.
        0x1C89 or 0xA7CB or 0xA7CC or 0xA7CE or 0xA7D2 or 0xA7D4 or 0xA7DA or 0xA7DC => rune,
        (>= 0x10D50 and <= 0x10D65) or (>= 0x16EA0 and <= 0x16EB8) => rune,
        _ => Rune.ToLowerInvariant(rune),
    };
}
