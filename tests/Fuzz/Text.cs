using System.Text;

namespace R2.Fuzz;

/// <summary>Text of an input, halves of surrogate pairs included, which UTF-8 cannot hold.</summary>
internal static class Text
{
    private const byte Utf16 = 0xFF;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 where it is, UTF-16 behind a byte of 255, and otherwise a character for each byte.</summary>
    public static string Of(ReadOnlySpan<byte> input)
    {
        if (input is [Utf16, .. var rest])
        {
            return Halves(rest);
        }

        try
        {
            return s_strict.GetString(input);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1.GetString(input);
        }
    }

    public static bool IsUnicode(string text)
    {
        try
        {
            s_strict.GetByteCount(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Halves(ReadOnlySpan<byte> bytes)
    {
        char[] characters = new char[bytes.Length / 2];
        for (int i = 0; i < characters.Length; i++)
        {
            characters[i] = (char)(bytes[2 * i] | (bytes[(2 * i) + 1] << 8));
        }

        return new string(characters);
    }
}
