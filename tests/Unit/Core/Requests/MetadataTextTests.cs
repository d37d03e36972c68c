using R2.Requests;

namespace R2.Unit.Core.Requests;

public class MetadataTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("a=b; c=\"d\"")]
    public void Encode_PlainAscii_StaysAsItIs(string value) => Assert.Equal(value, MetadataText.Encode(value));

    [Theory]
    [InlineData("Grüße")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    [InlineData("two  blanks")]
    [InlineData("tab\tand\nline")]
    [InlineData("=?looks like one?=")]
    [InlineData("日本語の説明が続きます。日本語の説明が続きます。日本語の説明が続きます。")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    public void Encode_AnythingElse_IsAsciiInWordsOf75AndComesBack(string value)
    {
        string encoded = MetadataText.Encode(value);

        Assert.All(encoded, c => Assert.InRange(c, ' ', '~'));
        Assert.All(encoded.Split(' '), word => Assert.InRange(word.Length, 1, 75));
        Assert.Equal(value, MetadataText.Decode(encoded));
    }

    [Theory]
    [InlineData("=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus?=", "Grüße aus")]
    [InlineData("=?ISO-8859-1?Q?a=FCb?=", "aüb")]
    [InlineData("before =?utf-8?B?w7w=?= after", "before ü after")]
    [InlineData("=?utf-8?B?w7w=?=  =?utf-8?B?w7w=?=", "üü")]
    [InlineData("=?utf-8?B?not base64!?=", "=?utf-8?B?not base64!?=")]
    [InlineData("=?no-such-charset?B?w7w=?=", "=?no-such-charset?B?w7w=?=")]
    [InlineData("=?utf-8?Q?broken=?=", "=?utf-8?Q?broken=?=")]
    [InlineData("=?utf-7?Q?a?=", "=?utf-7?Q?a?=")] // .NET refuses to decode it at all
    public void Decode_OthersEncodings_ReadsWhatIsValidAndLeavesTheRest(string value, string expected) => Assert.Equal(expected, MetadataText.Decode(value));
}
