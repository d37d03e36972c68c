using System.Management.Automation;
using System.Security;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Results;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Credentials;

public sealed class CredentialCommandTests : CmdletTest
{
    private R2Connection Own { get; }

    public CredentialCommandTests()
    {
        Session.Set("account", Emulator.AccountId);
        Session.Set("value", Credential("id", "abc").Password);
        Own = Run($"Connect-R2 -AccountId $account -Endpoint $endpoint -Credential $credential -BucketName {Bucket}").ThrowIfFailed().As<R2Connection>().Single();
    }

    [Theory]
    [InlineData("Connect-R2 -Endpoint $endpoint -Credential $temp -BucketName test-bucket")]
    [InlineData("$temp | Connect-R2")]
    [InlineData("Connect-R2 -Endpoint $endpoint -Credential $temp.Credential -SessionToken $temp.SessionToken -BucketName test-bucket")]
    public void TemporaryCredential_ConnectsWithinItsScope(string connect)
    {
        Run("'x' | Write-R2Object -Key logs/a | Out-Null; $temp = New-R2TemporaryCredential -Prefix logs/ -Lifetime 0:05:00").ThrowIfFailed();

        R2Connection connection = Run(connect).ThrowIfFailed().As<R2Connection>().Single();

        Assert.True(connection.IsTemporary);
        Assert.NotNull(connection.Expires);
        Assert.Equal("x", Text("logs/a"));
        AssertError(RunToError("'y' | Write-R2Object -Key logs/b"), "R2.AccessDenied", ErrorCategory.PermissionDenied);
        AssertError(RunToError("Read-R2Object other -AsString"), "R2.AccessDenied", ErrorCategory.PermissionDenied);
    }

    [Fact]
    public async Task TemporaryCredential_OfAParentThatIsKnown_IsRenewed()
    {
        R2TemporaryCredential temporary = Run("New-R2TemporaryCredential ObjectReadWrite -Lifetime 0:10:00").ThrowIfFailed().As<R2TemporaryCredential>().Single();
        Session.Set("temp", temporary);
        R2Connection connection = Run("Connect-R2 -Endpoint $endpoint -Credential $temp").ThrowIfFailed().As<R2Connection>().Single();

        R2Credential renewed = await connection.Options.RenewCredential!(TestContext.Current.CancellationToken);

        Assert.True(renewed.IsTemporary);
        Assert.InRange(renewed.Expires!.Value, temporary.Expires, temporary.Expires.AddMinutes(5));
    }

    [Theory]
    [InlineData("-Lifetime 0", "R2.InvalidSetting", "Lifetime")]
    [InlineData("-Lifetime 8.00:00:00", "R2.InvalidSetting", "Lifetime")]
    [InlineData("-Prefix /logs", "R2.InvalidSetting", "Prefixes")]
    [InlineData("-Action DropTable", "R2.InvalidSetting", "Actions")]
    [InlineData("-BucketName Bad", "R2.InvalidBucketName", "'Bad'")]
    public void NewTemporaryCredential_BadInput_IsRefusedAtOnce(string parameters, string id, string message)
    {
        ErrorRecord error = RunToError($"New-R2TemporaryCredential {parameters}");

        AssertError(error, id, ErrorCategory.InvalidArgument);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Requests.CountOf("ListObjectsV2"));
    }

    [Fact]
    public void ConvertToCredential_TokensValue_BecomesItsSha256()
    {
        const string Script = "ConvertTo-R2Credential 0123456789abcdef0123456789abcdef $value";

        PSCredential credential = Run(Script).ThrowIfFailed().As<PSCredential>().Single();

        // FIPS 180-2, B.1.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", credential.GetNetworkCredential().Password);
        Assert.Equal("0123456789abcdef0123456789abcdef", credential.UserName);
    }

    [Fact]
    public void ConvertToCredential_SwappedIdAndValue_IsRefusedWithoutShowingEither()
    {
        ErrorRecord error = RunToError("ConvertTo-R2Credential a-value-that-is-secret $value");

        AssertError(error, "R2.InvalidCredential", ErrorCategory.InvalidArgument);
        Assert.DoesNotContain("a-value", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_AccountOfAnotherShape_WarnsAndConnects()
    {
        PowerShellResult result = Run("Connect-R2 -AccountId minio -Endpoint $endpoint -Credential $credential");

        Assert.Single(result.ThrowIfFailed().Output);
        Assert.Contains("The account id has 5 characters", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Proxy http://name:pass@proxy:8080", "-ProxyCredential")]
    [InlineData("-CertificateAuthority ./missing.pem", "PEM or DER")]
    [InlineData("-BucketName No_Such", "No_Such")]
    [InlineData("-Option @{ RetryMaxAttempts = 'x' }", "1 to 100 attempts")]
    public void Connect_BadSettings_AreRefusedAtOnce(string parameters, string message)
    {
        ErrorRecord error = RunToTerminatingError(Session, $"Connect-R2 -Endpoint $endpoint -Credential $credential {parameters}");

        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass@", error.Exception.Message, StringComparison.Ordinal);
        Assert.Same(Own, Run("Get-R2Connection").As<R2Connection>().Single());
    }

    [Fact]
    public void Verbose_SaysWhereEachValueComesFrom()
    {
        PowerShellResult result = Run("Connect-R2 -Endpoint $endpoint -Credential $credential -Option @{ MultipartConcurrency = 9 } -Verbose").ThrowIfFailed();

        Assert.Contains("MultipartConcurrency = 9 (parameter)", result.Verbose);
        Assert.Contains("TimeoutSeconds = 300 (default)", result.Verbose);
        Assert.Contains("SecretAccessKey = ******** (parameter)", result.Verbose);
        Assert.DoesNotContain(result.Verbose, line => line.Contains(Emulator.SecretAccessKey, StringComparison.Ordinal));
    }

    [Fact]
    public void TemporaryCredential_ShowsAndSerializesNoSecret()
    {
        Run("$temp = New-R2TemporaryCredential").ThrowIfFailed();
        R2TemporaryCredential temporary = Run("$temp").As<R2TemporaryCredential>().Single();
        SecureString token = temporary.SessionToken;

        string shown = string.Join('\n', Run("\"$temp\"; $temp.PSObject.Properties | ForEach-Object { \"$($_.Value)\" }; [System.Management.Automation.PSSerializer]::Serialize($temp)").ThrowIfFailed().As<string>());

        Assert.NotEqual(0, token.Length);
        Assert.DoesNotContain(new string(temporary.Value.RevealSecretAccessKey()), shown, StringComparison.Ordinal);
        Assert.DoesNotContain(temporary.Value.RevealSessionToken()!, shown, StringComparison.Ordinal);
    }
}
