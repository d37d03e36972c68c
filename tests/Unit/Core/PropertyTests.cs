using System.Text;
using System.Xml.Linq;
using CsCheck;
using R2.Requests;
using R2.Signing;
using R2.Unit.Support;
using R2.Xml;

namespace R2.Unit.Core;

/// <summary>What holds of any key, value and document, by random ones: what is signed, what is encoded, what is written.</summary>
public sealed class PropertyTests
{
    private const string Id = "AKIAIOSFODNN7EXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>ASCII with all that has a meaning in a URL, other letters, and pairs of surrogates.</summary>
    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.Char[' ', '~'].Select(static c => c.ToString()),
        Gen.Char['\u00A1', '\uD7FF'].Select(static c => c.ToString()),
        Gen.Int[0x1F300, 0x1F6FF].Select(char.ConvertFromUtf32)).Array[1, 20].Select(string.Concat);

    [Fact]
    public void Sign_AnyKeyAndQuery_IsAsTheSpecificationSays() => Gen.Select(s_text, Gen.Select(s_text, s_text).Array[0, 5]).Sample(static (key, query) =>
    {
        KeyValuePair<string, string>[] parameters = [.. query.Select(static pair => KeyValuePair.Create(pair.Item1, pair.Item2))];
        using HttpRequestMessage request = new(HttpMethod.Get, S3Uri.Create(new Uri("http://127.0.0.1:9000"), "bucket", key, parameters));
        new RequestSigner("auto").Sign(request, new R2Credential(Id, Secret), s_now);

        Assert.Equal(
            new SlowSigner(Id, Secret).Authorization(
                "GET", $"/bucket/{key}", [.. query], [("host", "127.0.0.1:9000"), ("x-amz-date", SlowSigner.Stamp(s_now))], "UNSIGNED-PAYLOAD", s_now),
            request.Headers.NonValidated["Authorization"].ToString());
    });

    [Fact]
    public void Uri_OfAnyKey_DecodesToIt() => s_text.Sample(static key =>
    {
        string path = S3Uri.Create(new Uri("http://127.0.0.1:9000"), "bucket", key, []).AbsolutePath;

        Assert.Equal($"/bucket/{key}", System.Uri.UnescapeDataString(path));
        Assert.DoesNotContain(path, static c => c is > '~' or ' ' or '+' or '?' or '#');
    });

    [Fact]
    public void Document_OfAnyText_IsReadAsItWasWritten() => s_text.Where(XmlText.CanCarry).Sample(static text =>
    {
        byte[] document = XmlText.Write("Root", xml => xml.Element("Key", text)).ToArray();

        Assert.Equal(text, XDocument.Parse(Encoding.UTF8.GetString(document), LoadOptions.PreserveWhitespace).Root!.Value);
    });
}
