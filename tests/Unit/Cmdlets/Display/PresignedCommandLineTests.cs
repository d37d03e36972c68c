using R2.Cmdlets.Display;
using R2.Models;

namespace R2.Unit.Cmdlets.Display;

public sealed class PresignedCommandLineTests
{
    [Fact]
    public void Get_WritesToAFileOfTheKeysName()
    {
        R2PresignedUrl url = Url("GET", "docs/it's a report.pdf");

        Assert.Equal("curl --fail --silent --show-error --globoff --output './it'\\''s a report.pdf' 'https://h/b/k?a=1&b=2'", PresignedCommandLine.Curl(url));
        Assert.Equal("Invoke-WebRequest -Method Get -Uri 'https://h/b/k?a=1&b=2' -OutFile './it''s a report.pdf'", PresignedCommandLine.InvokeWebRequest(url));
    }

    [Fact]
    public void Put_SendsAFileWithTheSignedHeaders()
    {
        R2PresignedUrl url = Url("PUT", "a.bin") with { SignedHeaders = new Dictionary<string, string> { ["content-type"] = "text/plain", ["x-amz-meta-who"] = "o'neill \u2018x" } };

        Assert.Equal("curl --fail --silent --show-error --globoff --header 'content-type: text/plain' --header 'x-amz-meta-who: o'\\''neill \u2018x' --upload-file './a.bin' 'https://h/b/k?a=1&b=2'", PresignedCommandLine.Curl(url));
        Assert.Equal(
            "Invoke-WebRequest -Method Put -Uri 'https://h/b/k?a=1&b=2' -ContentType 'text/plain' -SkipHeaderValidation -Headers @{ 'x-amz-meta-who' = 'o''neill \u2018\u2018x' } -InFile './a.bin'",
            PresignedCommandLine.InvokeWebRequest(url));
    }

    [Theory]
    [InlineData("HEAD", "curl --fail --silent --show-error --globoff --head 'https://h/b/k?a=1&b=2'", "Invoke-WebRequest -Method Head -Uri 'https://h/b/k?a=1&b=2'")]
    [InlineData("DELETE", "curl --fail --silent --show-error --globoff --request DELETE 'https://h/b/k?a=1&b=2'", "Invoke-WebRequest -Method Delete -Uri 'https://h/b/k?a=1&b=2'")]
    public void HeadAndDelete_HaveNoFile(string method, string curl, string invoke)
    {
        Assert.Equal(curl, PresignedCommandLine.Curl(Url(method, "k")));
        Assert.Equal(invoke, PresignedCommandLine.InvokeWebRequest(Url(method, "k")));
    }

    [Fact]
    public void DotSegments_ArePassedOnAsTheyAre()
    {
        R2PresignedUrl url = Url("GET", "a/../b") with { Url = "https://h/b/a/../b?x=/../" };

        Assert.Contains(" --path-as-is ", PresignedCommandLine.Curl(url), StringComparison.Ordinal);
        Assert.Contains("[ref][System.UriCreationOptions]", PresignedCommandLine.InvokeWebRequest(url), StringComparison.Ordinal);
        Assert.DoesNotContain("path-as-is", PresignedCommandLine.Curl(url with { Url = "https://h/b/k?x=/../" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/..", "./object")]
    [InlineData("folder/", "./object")]
    [InlineData("a/b\\c:d\n", "./b_c_d_")]
    [InlineData("a/-rf", "./-rf")]
    [InlineData("a/@file", "./@file")]
    [InlineData("a/NUL.txt", "./_NUL.txt")]
    [InlineData("a/trailing. ", "./trailing")]
    public void FileName_HoldsWhatEverySystemTakes(string key, string file) =>
        Assert.Contains($"--output '{file}'", PresignedCommandLine.Curl(Url("GET", key)), StringComparison.Ordinal);

    [Fact]
    public void FileName_OfALongKey_IsShortenedToWhatFileSystemsTake()
    {
        string line = PresignedCommandLine.Curl(Url("GET", new string('日', 300) + ".tar.gz"));

        string name = line.Split("--output './")[1].Split('\'')[0];
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(name), 250, 255);
        Assert.EndsWith(".gz", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Put_NameWithBrackets_IsNoPatternInEitherLine()
    {
        R2PresignedUrl url = Url("PUT", "scan [1] {a,b}`.txt");

        Assert.Contains(" --globoff ", PresignedCommandLine.Curl(url), StringComparison.Ordinal);
        Assert.EndsWith(" -InFile './scan `[1`] {a,b}``.txt'", PresignedCommandLine.InvokeWebRequest(url), StringComparison.Ordinal);
        Assert.EndsWith(" -OutFile './scan [1] {a,b}`.txt'", PresignedCommandLine.InvokeWebRequest(url with { Method = "GET" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://h/b/folder/?a=1")]
    [InlineData("https://h/b/a/..?a=1")]
    [InlineData("https://h/b/a/.?a=1")]
    public void Put_AddressThatCurlWouldAddAFileNameTo_IsSentAsItIs(string address)
    {
        R2PresignedUrl url = Url("PUT", "k/") with { Url = address };

        Assert.EndsWith($" --request PUT --header 'Content-Type:' --data-binary '@./object' '{address}'", PresignedCommandLine.Curl(url), StringComparison.Ordinal);
        Assert.DoesNotContain("'Content-Type:'", PresignedCommandLine.Curl(url with { SignedHeaders = new Dictionary<string, string> { ["content-type"] = "text/x" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Curl_EmptyHeader_IsSentEmptyAndNotTakenAway()
    {
        R2PresignedUrl url = Url("PUT", "k") with { SignedHeaders = new Dictionary<string, string> { ["x-amz-meta-empty"] = "" } };

        Assert.Contains(" --header 'x-amz-meta-empty;' ", PresignedCommandLine.Curl(url), StringComparison.Ordinal);
    }

    private static R2PresignedUrl Url(string method, string key) =>
        new() { Method = method, Key = key, BucketName = "b", Expires = DateTimeOffset.UnixEpoch, Url = "https://h/b/k?a=1&b=2" };
}
