using R2.Cmdlets.Common;
using R2.Models;

namespace R2.Unit.Cmdlets.Common;

public sealed class PresignedCommandLineTests
{
    [Fact]
    public void Get_WritesToAFileOfTheKeysName()
    {
        R2PresignedUrl url = Url("GET", "docs/it's a report.pdf");

        Assert.Equal("curl --fail --silent --show-error --output './it'\\''s a report.pdf' 'https://h/b/k?a=1&b=2'", PresignedCommandLine.Curl(url));
        Assert.Equal("Invoke-WebRequest -Method Get -Uri 'https://h/b/k?a=1&b=2' -OutFile './it''s a report.pdf'", PresignedCommandLine.InvokeWebRequest(url));
    }

    [Fact]
    public void Put_SendsAFileWithTheSignedHeaders()
    {
        R2PresignedUrl url = Url("PUT", "a.bin") with { SignedHeaders = new Dictionary<string, string> { ["content-type"] = "text/plain", ["x-amz-meta-who"] = "o'neill \u2018x" } };

        Assert.Equal("curl --fail --silent --show-error --header 'content-type: text/plain' --header 'x-amz-meta-who: o'\\''neill \u2018x' --upload-file './a.bin' 'https://h/b/k?a=1&b=2'", PresignedCommandLine.Curl(url));
        Assert.Equal(
            "Invoke-WebRequest -Method Put -Uri 'https://h/b/k?a=1&b=2' -ContentType 'text/plain' -SkipHeaderValidation -Headers @{ 'x-amz-meta-who' = 'o''neill \u2018\u2018x' } -InFile './a.bin'",
            PresignedCommandLine.InvokeWebRequest(url));
    }

    [Theory]
    [InlineData("HEAD", "curl --fail --silent --show-error --head 'https://h/b/k?a=1&b=2'", "Invoke-WebRequest -Method Head -Uri 'https://h/b/k?a=1&b=2'")]
    [InlineData("DELETE", "curl --fail --silent --show-error --request DELETE 'https://h/b/k?a=1&b=2'", "Invoke-WebRequest -Method Delete -Uri 'https://h/b/k?a=1&b=2'")]
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
    public void FileName_HoldsWhatEverySystemTakes(string key, string file) =>
        Assert.Contains($"--output '{file}'", PresignedCommandLine.Curl(Url("GET", key)), StringComparison.Ordinal);

    private static R2PresignedUrl Url(string method, string key) =>
        new() { Method = method, Key = key, BucketName = "b", Expires = DateTimeOffset.UnixEpoch, Url = "https://h/b/k?a=1&b=2" };
}
