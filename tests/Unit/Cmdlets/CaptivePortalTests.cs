using System.Management.Automation;
using R2.Cmdlets.Results;
using R2.Unit.Support;
using R2.Unit.Support.Lies;

namespace R2.Unit.Cmdlets;

/// <summary>Something between here and R2 answers 200 with its login page to whatever it is sent. No command may say that it did anything, nor that something is there.</summary>
public sealed class CaptivePortalTests : CmdletTest
{
    private readonly LyingServer _portal = new(Told.Page);

    public CaptivePortalTests()
    {
        Session.Set("portal", _portal.Endpoint);
        Run($"$null = Connect-R2 -Endpoint $portal -Credential $credential -BucketName {Bucket}").ThrowIfFailed();
        Session.Set("file", WriteFile("file.txt"));
        Session.Set("target", Path.Combine(Folder, "target.txt"));
    }

    [Theory]
    [InlineData("Write-R2Object $file")]
    [InlineData("'text' | Write-R2Object -Key text")]
    [InlineData("Test-R2Object file.txt")]
    [InlineData("Get-R2Object file.txt")]
    [InlineData("Read-R2Object file.txt -Path $target")]
    [InlineData("Read-R2Object file.txt -AsString")]
    [InlineData("Read-R2Object file.txt -AsByteStream -Raw")]
    [InlineData("Read-R2Object file.txt -Range 0-9 -AsByteStream -Raw")]
    [InlineData("Remove-R2Object file.txt -Confirm:$false -PassThru")]
    [InlineData("Remove-R2Object \"a`u{1}\" -Confirm:$false -PassThru")]
    [InlineData("Copy-R2Object file.txt -DestinationKey copy.txt")]
    [InlineData("Move-R2Object file.txt -DestinationKey moved.txt")]
    [InlineData("Set-R2ObjectMetadata file.txt -Metadata @{ a = 'b' }")]
    [InlineData("Get-R2ObjectList")]
    [InlineData("Measure-R2Object")]
    [InlineData("Get-R2Bucket")]
    [InlineData("Test-R2Bucket other-bucket")]
    [InlineData("New-R2Bucket other-bucket")]
    [InlineData("Remove-R2Bucket other-bucket -Confirm:$false")]
    [InlineData("Get-R2BucketCors")]
    [InlineData("Set-R2BucketCors -Rule @{ AllowedOrigins = '*'; AllowedMethods = 'GET' } -Confirm:$false")]
    [InlineData("Remove-R2BucketLifecycle -Confirm:$false")]
    [InlineData("Start-R2MultipartUpload -Key big")]
    [InlineData("Stop-R2MultipartUpload -Key big -UploadId u -Confirm:$false")]
    [InlineData("Get-R2MultipartUpload")]
    public void Command_AnsweredWithALoginPage_IsAnErrorRowAndNothingElse(string command)
    {
        PowerShellResult result = Run($"{command}; 'went on'");

        Assert.Equal("went on", Assert.Single(result.Output).BaseObject);
        AssertError(Assert.Single(result.Errors), "R2.InvalidResponse", ErrorCategory.InvalidData);
        Assert.Equal(["file.txt"], Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public void WriteFolder_AnsweredWithALoginPage_IsAnErrorRowForEachFile()
    {
        WriteFile("tree/a.txt");
        WriteFile("tree/b.txt");

        PowerShellResult result = Run("Write-R2Object $folder/tree -Recurse");

        Assert.Empty(result.Output);
        Assert.Equal(["R2.InvalidResponse", "R2.InvalidResponse"], result.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void TestConnection_AnsweredWithALoginPage_Fails()
    {
        IReadOnlyList<R2ConnectionTest> rows = Run("Test-R2Connection").ThrowIfFailed().As<R2ConnectionTest>();

        R2ConnectionTest credential = rows.Single(static row => row.Name == "Credential");
        Assert.Equal(R2TestStatus.Failed, credential.Status);
        Assert.Contains("check the endpoint and proxies", credential.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(rows.SkipWhile(static row => row.Name != "Credential"), static row => row.Status == R2TestStatus.Passed);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _portal.Dispose();
    }
}
