using R2.Cmdlets.Credentials;
using R2.Models;

namespace R2.Unit.Cmdlets.Credentials;

public sealed class CiLogMaskerTests : IDisposable
{
    private const string Url = "https://h/b/k%20e?X-Amz-Security-Token=a%2Bb%3D&X-Amz-Signature=0123abcd";

    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Mask_InGitHubActions_RegistersUrlTokenAndSignature()
    {
        In("GITHUB_ACTIONS", "true").Mask(PresignedUrl());

        Assert.Equal(
            "::add-mask::https://h/b/k%2520e?X-Amz-Security-Token=a%252Bb%253D&X-Amz-Signature=0123abcd\n"
            + "::add-mask::a%252Bb%253D\n::add-mask::a+b=\n::add-mask::0123abcd\n",
            _output.ToString());
    }

    [Fact]
    public void Mask_InAzurePipelines_RegistersSecretAndToken()
    {
        In("TF_BUILD", "True").Mask(new R2Credential("id", "s3cret%", "token"));

        Assert.Equal("##vso[task.setsecret]s3cret%AZP25\n##vso[task.setsecret]token\n", _output.ToString());
    }

    [Fact]
    public void Mask_AnywhereElse_WritesNothing()
    {
        In("CI", "true").Mask("secret");

        Assert.Empty(_output.ToString());
    }

    private static R2PresignedUrl PresignedUrl() => new() { Url = Url, Method = "GET", BucketName = "b", Key = "k e", Expires = default };

    private CiLogMasker In(string variable, string value) => new(name => name == variable ? value : null, _output);
}
