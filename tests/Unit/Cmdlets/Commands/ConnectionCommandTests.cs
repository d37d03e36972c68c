using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Connections;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class ConnectionCommandTests : CmdletTest
{
    private const string Account = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Connect_Account_NamesTheEndpoint()
    {
        R2Connection connection = Run($"Connect-R2 -AccountId {Account} -Jurisdiction eu -Credential $credential -BucketName backups").ThrowIfFailed().As<R2Connection>().Single();

        Assert.Equal(($"https://{Account}.eu.r2.cloudflarestorage.com/", "backups"), (connection.Endpoint.AbsoluteUri, connection.BucketName));
        Assert.Same(connection, Run("Get-R2Connection").As<R2Connection>().Single());
    }

    [Fact]
    public void Connection_ShowsNoSecret()
    {
        PowerShellResult result = Run("$c = Get-R2Connection; \"$c\"; $c | ForEach-Object { $_.PSObject.Properties | ForEach-Object { \"$($_.Value)\" } }").ThrowIfFailed();

        Assert.DoesNotContain(result.As<string>(), text => text.Contains(Emulator.SecretAccessKey, StringComparison.Ordinal));
    }

    [Fact]
    public void Sessions_DoNotShareTheirConnection()
    {
        using PowerShellSession other = new();

        Assert.Empty(other.Run("Get-R2Connection").ThrowIfFailed().Output);
        AssertError(RunToTerminatingError(other, "Get-R2Bucket"), "R2.NotConnected", ErrorCategory.ConnectionError);
    }

    [Fact]
    public void ConnectionParameter_OutlivesTheSessionsOwn()
    {
        PowerShellResult result = Run("$mine = Get-R2Connection; $null = Connect-R2 -Endpoint http://127.0.0.1:9 -Credential $credential; Get-R2Bucket -Connection $mine");

        Assert.Single(result.ThrowIfFailed().Output);
    }

    [Fact]
    public void Disconnect_LeavesNone()
    {
        Assert.Empty(Run("$mine = Get-R2Connection; Disconnect-R2; Get-R2Connection").ThrowIfFailed().Output);
        AssertError(RunToError("Get-R2Bucket -Connection $mine"), "R2.ConnectionClosed", ErrorCategory.ConnectionError);
    }

    [Theory]
    [InlineData("-AccountId 123 -Credential $credential", "R2.InvalidSetting", ErrorCategory.InvalidArgument)]
    [InlineData("-Credential $credential", "R2.AccountRequired", ErrorCategory.InvalidArgument)]
    [InlineData("-AccountId 0123456789abcdef0123456789abcdef", "R2.CredentialRequired", ErrorCategory.InvalidArgument)]
    [InlineData("-Endpoint http://example.com -Credential $credential", "R2.InsecureEndpoint", ErrorCategory.SecurityError)]
    [InlineData("-Endpoint ftp://example.com -Credential $credential", "R2.InvalidSetting", ErrorCategory.InvalidArgument)]
    [InlineData("-Endpoint $endpoint -Credential $stray", "R2.InvalidCredential", ErrorCategory.InvalidArgument)]
    [InlineData("-Endpoint $endpoint -Credential $credential -TimeoutSeconds 0", "R2.InvalidSetting", ErrorCategory.InvalidArgument)]
    [InlineData("-ProfileName work", "R2.ProfileNotFound", ErrorCategory.ObjectNotFound)]
    public void Connect_BadInput_EndsTheScriptAndKeepsTheConnection(string parameters, string id, ErrorCategory category)
    {
        Session.Set("stray", Credential("id", " secret\n"));

        AssertError(RunToTerminatingError(Session, $"Connect-R2 {parameters}"), id, category);
        Assert.Equal(Emulator.Endpoint, Run("Get-R2Connection").As<R2Connection>().Single().Endpoint);
    }

    [Fact]
    public void Connect_InsecureAllowed_Connects() =>
        Run("Connect-R2 -Endpoint http://example.com -Credential $credential -AllowInsecure").ThrowIfFailed();

    [Fact]
    public void UnknownProfile_IsNamedWithWhereItWasLookedFor()
    {
        ErrorRecord error = RunToTerminatingError(Session, "Get-R2Bucket -ProfileName work");

        AssertError(error, "R2.ProfileNotFound", ErrorCategory.ObjectNotFound);
        Assert.Contains("'work'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("profiles.json", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongSecret_IsAPermissionError()
    {
        Session.Set("wrong", Credential(Emulator.AccessKeyId, "wrong"));
        Run("$null = Connect-R2 -Endpoint $endpoint -Credential $wrong -BucketName test-bucket").ThrowIfFailed();

        AssertError(RunToError("Get-R2ObjectList"), "R2.SignatureDoesNotMatch", ErrorCategory.PermissionDenied);
    }

    [Fact]
    public void NobodyAnswers_IsAConnectionError()
    {
        Run("$null = Connect-R2 -Endpoint http://127.0.0.1:9 -Credential $credential -BucketName test-bucket").ThrowIfFailed();

        AssertError(RunToError("Get-R2Object k"), "R2.ConnectionFailed", ErrorCategory.ConnectionError, $"{Bucket}/k");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<?xml version=\"1.0\"?><ListBucketResult><Name>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 44\r\n\r\n<?xml version=\"1.0\"?><ListBucketResult><Name>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")]
    public void AnswerThatIsNone_IsAnErrorAndThePipelineGoesOn(string answer)
    {
        using CannedServer server = new(Encoding.ASCII.GetBytes(answer));
        Run($"$null = Connect-R2 -Endpoint {server.Endpoint} -Credential $credential -BucketName test-bucket").ThrowIfFailed();

        ErrorRecord error = RunToError("Get-R2ObjectList");

        Assert.Contains(error.CategoryInfo.Category, new[] { ErrorCategory.InvalidData, ErrorCategory.ConnectionError });
    }

    [Fact]
    public void ErrorPageOfFiveMegabytes_IsAShortError()
    {
        byte[] page = Encoding.ASCII.GetBytes("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 5000000\r\n\r\n<html>" + new string('x', 4_999_994));
        using CannedServer server = new(page);
        Run($"$null = Connect-R2 -Endpoint {server.Endpoint} -Credential $credential -BucketName test-bucket").ThrowIfFailed();

        ErrorRecord error = RunToError("Get-R2ObjectList");

        Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.InRange(error.Exception.Message.Length, 1, 1000);
    }

    [Theory]
    [InlineData("-Credential ([pscredential]::Empty)", "R2.CredentialRequired", "No credential")]
    [InlineData("-Credential $credential -Proxy 10.0.0.1:8080", "R2.InvalidSetting", "Proxy")]
    [InlineData("-Credential $credential -Proxy user:hunter2@proxy:8080", "R2.InvalidSetting", "Proxy")]
    [InlineData("-Credential $credential -Proxy ftp://proxy", "R2.InvalidSetting", "Proxy")]
    [InlineData("-Credential $credential -BucketName BAD", "R2.InvalidBucketName", "The bucket name 'BAD' is not valid")]
    public void Connect_WhatCannotBe_NamesItAndShowsNoPassword(string parameters, string id, string message)
    {
        ErrorRecord error = RunToTerminatingError(Session, $"Connect-R2 -Endpoint $endpoint {parameters}");

        AssertError(error, id, ErrorCategory.InvalidArgument);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$null = Get-R2Bucket;")]
    public void Disconnect_UsedOrNot_ClosesTheConnectionAndSaysSo(string before)
    {
        ErrorRecord error = RunToTerminatingError(Session, $"$mine = Get-R2Connection; {before} Disconnect-R2; Get-R2Bucket -Connection $mine");

        AssertError(error, "R2.ConnectionClosed", ErrorCategory.ConnectionError);
        Assert.Contains("was closed", error.ToString(), StringComparison.Ordinal);
    }
}
