using System.Globalization;
using System.Text;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Transfers.Content;

/// <summary>Encodings by the names that PowerShell's own -Encoding takes, by those of headers, and by code page. All of them refuse what they cannot write or read.</summary>
internal static class TextEncodings
{
    /// <summary>Of text that nothing else is said of.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Those to complete; every other name or number that .NET knows will do.</summary>
    public static string[] Names { get; } = ["ansi", "ascii", "bigendianunicode", "bigendianutf32", "latin1", "oem", "unicode", "utf32", "utf8", "utf8BOM", "utf8NoBOM"];

    /// <summary>Null where there is no such encoding.</summary>
    public static Encoding? Find(string name) => name.ToLowerInvariant() switch
    {
        "utf8" or "utf8nobom" or "utf-8" or "default" => Utf8,
        "utf8bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        "unicode" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        "bigendianunicode" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        "utf32" => new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        "bigendianutf32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        "ansi" => Find(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
        "oem" => Find(CultureInfo.CurrentCulture.TextInfo.OEMCodePage),
        var other when int.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out int page) => Find(page),
        var other => Get(provider => provider.GetEncoding(other), () => Encoding.GetEncoding(other)),
    };

    /// <summary>Null where there is no such code page.</summary>
    public static Encoding? Find(int page) => Get(provider => provider.GetEncoding(page), () => Encoding.GetEncoding(page));

    public static Encoding Strict(Encoding encoding)
    {
        Encoding strict = (Encoding)encoding.Clone();
        (strict.EncoderFallback, strict.DecoderFallback) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        return strict;
    }

    /// <summary>Code pages come from .NET's own provider, which is registered for no one else.</summary>
    private static Encoding? Get(Func<EncodingProvider, Encoding?> ofCodePages, Func<Encoding> ofSystem)
    {
        try
        {
            return Strict(ofCodePages(CodePagesEncodingProvider.Instance) ?? ofSystem());
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The media type of text that a command encodes: browsers and -AsString read it by its charset. Types beside text/ are UTF-8 where none is named.</summary>
    public static string TypeOf(string key, Encoding encoding)
    {
        string guessed = ContentTypes.Of(key);
        string type = guessed == ContentTypes.Default ? "text/plain" : guessed;
        return type.StartsWith("text/", StringComparison.Ordinal) || encoding.CodePage != Utf8.CodePage ? $"{type}; charset={encoding.WebName}" : type;
    }
}
