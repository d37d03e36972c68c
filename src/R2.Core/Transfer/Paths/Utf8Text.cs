using System.Text;

namespace R2.Transfer.Paths;

/// <summary>Text measured in bytes of UTF-8, as file systems measure names.</summary>
internal static class Utf8Text
{
    /// <summary>The beginning of a text, in whole characters of at most so many bytes.</summary>
    public static string Cut(string text, int bytes)
    {
        int end = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end];
    }
}
