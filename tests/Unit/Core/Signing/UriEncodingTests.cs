using R2.Signing;

namespace R2.Unit.Core.Signing;

public class UriEncodingTests
{
    [Theory]
    [InlineData("azAZ09-._~", "azAZ09-._~")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData(" ", "%20")]
    [InlineData("+", "%2B")]
    [InlineData("%2F", "%252F")]
    [InlineData("*!'()", "%2A%21%27%28%29")]
    [InlineData("ü", "%C3%BC")]
    [InlineData("u\u0308", "u%CC%88")]
    [InlineData("😀", "%F0%9F%98%80")]
    [InlineData("\u0001\u007f", "%01%7F")]
    public void Encode_Value_EncodesAllButUnreserved(string value, string expected) => Assert.Equal(expected, UriEncoding.Encode(value));

    [Theory]
    [InlineData("a/../b", "a/../b")]
    [InlineData("//a//", "//a//")]
    [InlineData("a?b#c&d=e\\f:g", "a%3Fb%23c%26d%3De%5Cf%3Ag")]
    public void EncodePath_Key_KeepsSlashesAndDots(string key, string expected) => Assert.Equal(expected, UriEncoding.EncodePath(key));

    [Theory]
    [InlineData("a+b", "a b")]
    [InlineData("a%2Bb%20c%2Fd", "a+b c/d")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("%01", "\u0001")]
    public void DecodeForm_ListedKey_ReadsBothWaysOfWritingABlank(string listed, string expected) => Assert.Equal(expected, UriEncoding.DecodeForm(listed));

    [Theory]
    [InlineData("")]
    [InlineData("a%")]
    [InlineData("a%2")]
    [InlineData("%zz%2F")]
    [InlineData("%2f%7E%00")]
    [InlineData("%80")]
    [InlineData("a%2Fü%C3%BC")]
    [InlineData("%39%79%4A%7a%20")]
    [InlineData("k12%")]
    public void DecodeForm_Escapes_AreThePlatforms(string listed)
    {
        foreach (string text in (string[])[listed, listed.PadRight(256, 'x'), listed.PadRight(257, 'x'), listed + new string('x', 300)])
        {
            Assert.Equal(Uri.UnescapeDataString(text), UriEncoding.DecodeForm(text));
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("plain", true)]
    [InlineData("%41", true)]
    [InlineData("a%20b", true)]
    [InlineData("a%2Fb%2fc", true)]
    [InlineData("%C3%BC", true)]
    [InlineData("%c3%bc", true)]
    [InlineData("%F0%9F%98%80", true)]
    [InlineData("ü%C3%BC", true)]
    [InlineData("%", false)]
    [InlineData("a%", false)]
    [InlineData("a%4", false)]
    [InlineData("%4g", false)]
    [InlineData("%g4", false)]
    [InlineData("%%41", false)]
    [InlineData("100% of%20it", false)]
    [InlineData("%80", false)]
    [InlineData("%C3", false)]
    [InlineData("%C3%", false)]
    [InlineData("%C3a%BC", false)]
    [InlineData("%C3a", false)]
    [InlineData("%41%C3", false)]
    [InlineData("%ED%A0%80", false)]
    public void IsWellFormed_EscapesThatAreBytesOfUtf8_AndNothingElse(string value, bool expected) => Assert.Equal(expected, UriEncoding.IsWellFormed(value));
}
