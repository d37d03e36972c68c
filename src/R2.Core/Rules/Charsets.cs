using System.Text;

namespace R2.Rules;

/// <summary>Encodings by the names that headers give them. They refuse what they cannot read, in place of U+FFFD.</summary>
internal static class Charsets
{
    /// <summary>UTF-8 that refuses half surrogates and invalid bytes.</summary>
    public static Encoding StrictUtf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null where nobody here knows the name. Code pages come from .NET's own provider, which is registered for no one else.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
