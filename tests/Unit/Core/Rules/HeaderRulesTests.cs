using R2.Models;
using R2.Rules;
using R2.Unit.Support;

namespace R2.Unit.Core.Rules;

public class HeaderRulesTests
{
    [Theory]
    [InlineData("attachment; filename=\"report.pdf\"", "attachment; filename=\"report.pdf\"")]
    [InlineData("attachment; filename=\"Übersicht–2026.pdf\"", "attachment; filename=\"_bersicht_2026.pdf\"; filename*=UTF-8''%C3%9Cbersicht%E2%80%932026.pdf")]
    [InlineData("attachment; filename=Übersicht 1.pdf", "attachment; filename=\"_bersicht 1.pdf\"; filename*=UTF-8''%C3%9Cbersicht%201.pdf")]
    [InlineData("attachment; FileName = \"ü \\\"x\\\".txt\"; size=3", "attachment; filename=\"_ \\\"x\\\".txt\"; filename*=UTF-8''%C3%BC%20%22x%22.txt; size=3")]
    [InlineData("attachment; filename=\"ü.txt\"; filename*=UTF-8''%C3%BC.txt", "attachment; filename=\"_.txt\"; filename*=UTF-8''%C3%BC.txt")]
    [InlineData("inline; filename=\"🎉;.png\"", "inline; filename=\"_;.png\"; filename*=UTF-8''%F0%9F%8E%89%3B.png")]
    public void Value_DownloadNameBeyondAscii_IsWrittenAsRfc6266HasIt(string value, string expected)
    {
        Assert.Equal(expected, HeaderRules.Value("Content-Disposition", value));
        Assert.Equal(expected, HeaderRules.Value("response-content-disposition", value));
        Assert.Equal(expected, HeaderRules.Value("Content-Disposition", expected));
    }

    [Theory]
    [InlineData("Content-Disposition", "anhänglich; filename=x")]
    [InlineData("Content-Disposition", "attachment; filename=\"ü\r\nSet-Cookie: x\"")]
    [InlineData("Content-Language", "Österreichisch")]
    [InlineData("Cache-Control", "no\tstore")]
    [InlineData("Content-Type", "text/plain\u2028")]
    public void Value_NotForAHeader_IsRefusedByNameWithoutItsValue(string name, string value)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => HeaderRules.Value(name, value));

        Assert.Equal("InvalidSetting", e.Code);
        Assert.Contains($"'{name}'", e.Message, StringComparison.Ordinal);
        Assert.Contains("must be printable ASCII", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Disposition", " attachment")]
    [InlineData("Content-Disposition", "attachment; filename=\"ü\" ")]
    [InlineData("Cache-Control", "no-store ")]
    [InlineData("Content-Language", " ")]
    public void Value_BlankAtAnEnd_WhichNoHeaderKeeps_IsRefusedByName(string name, string value)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => HeaderRules.Value(name, value));

        Assert.Equal("InvalidSetting", e.Code);
        Assert.Contains($"'{name}' begins or ends with a blank", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_HalfASurrogatePair_IsRefused() =>
        Assert.Throws<R2Exception>(static () => HeaderRules.Value("Content-Disposition", $"attachment; filename=\"{(char)0xD83C}\""));

    [Fact]
    public void Presign_Overrides_AreHeldToTheRulesOfHeaders()
    {
        using R2Client client = StubTransport.Xml("").Client();
        foreach (R2ResponseOverrides bad in new R2ResponseOverrides[]
        {
            new() { ContentType = "text/plän" }, new() { ContentDisposition = "a\nb" }, new() { ContentEncoding = "gzíp" }, new() { ContentLanguage = "ü" }, new() { CacheControl = "\u0085" }, new() { Expires = "März" },
        })
        {
            Assert.Equal("InvalidSetting", Assert.Throws<R2Exception>(() => client.Presign("bucket", "key", new PresignOptions { ResponseOverrides = bad })).Code);
        }

        string url = client.Presign("bucket", "key", new PresignOptions { ResponseOverrides = new() { ContentDisposition = "attachment; filename=\"ü\"" } }).Url;
        Assert.Contains("response-content-disposition=attachment%3B%20filename%3D%22_%22%3B%20filename%2A%3DUTF-8%27%27%25C3%25BC&", url, StringComparison.Ordinal);
    }

    [Fact]
    public void Presign_SignedHeaders_AreThoseToSend()
    {
        using R2Client client = StubTransport.Xml("").Client();
        R2PresignedUrl url = client.Presign("bucket", "key", new PresignOptions
        {
            Method = HttpMethod.Put,
            SignedHeaders = new Dictionary<string, string> { ["x-amz-meta-Note"] = "ü", ["Content-Disposition"] = "inline; filename=ü" },
        });

        Assert.Equal(("=?utf-8?B?w7w=?=", "inline; filename=\"_\"; filename*=UTF-8''%C3%BC"), (url.SignedHeaders["x-amz-meta-note"], url.SignedHeaders["Content-Disposition"]));
    }

    [Fact]
    public void Presign_SignedHeaderGivenTwiceInOtherCase_IsRefused()
    {
        using R2Client client = StubTransport.Xml("").Client();
        foreach ((string first, string second, string code) in new[] { ("X-Note", "x-note", "InvalidSetting"), ("x-amz-meta-a", "X-AMZ-META-A", "InvalidMetadata"), ("x-amz-meta-a", "X-AMZ-META-a", "InvalidMetadata") })
        {
            PresignOptions options = new() { Method = HttpMethod.Put, SignedHeaders = new Dictionary<string, string> { [first] = "1", [second] = "2" } };

            Assert.Equal(code, Assert.Throws<R2Exception>(() => client.Presign("bucket", "key", options)).Code);
        }
    }

    [Theory]
    [InlineData("", "x", "InvalidSetting")]
    [InlineData("bad name", "x", "InvalidSetting")]
    [InlineData("Host", "evil", "InvalidSetting")]
    [InlineData("X-Note", "ü", "InvalidSetting")]
    [InlineData("X-Note", "a\r\nb", "InvalidSetting")]
    [InlineData("X-Note", null, "InvalidSetting")]
    [InlineData("x-amz-meta-", "x", "InvalidMetadata")]
    public void Presign_SignedHeaderThatCannotBeSent_IsRefused(string name, string? value, string code)
    {
        using R2Client client = StubTransport.Xml("").Client();
        PresignOptions options = new() { Method = HttpMethod.Put, SignedHeaders = new Dictionary<string, string> { [name] = value! } };

        Assert.Equal(code, Assert.Throws<R2Exception>(() => client.Presign("bucket", "key", options)).Code);
    }
}
