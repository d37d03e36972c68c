using System.Management.Automation;
using System.Reflection;
using System.Text;
using R2.Cmdlets.Results;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Credentials;

/// <summary>All that a session shows, with -Verbose and -Debug and with errors, is searched for the secrets that it used.</summary>
public sealed class SecretLeakTests : CmdletTest
{
    private const string Representative = """
        $VerbosePreference = $DebugPreference = 'Continue'
        Connect-R2 -AccountId $account -Endpoint $endpoint -Credential $credential -BucketName test-bucket
        (Get-R2Connection).Settings
        'text' | Write-R2Object -Key k
        Get-R2ObjectList
        Read-R2Object k -AsString
        Read-R2Object missing -AsString
        New-R2Bucket 'Not valid'
        Test-R2Connection -Write
        $temp
        Connect-R2 -AccountId $account -Endpoint $endpoint -Credential $temp -BucketName test-bucket
        'y' | Write-R2Object -Key refused
        Get-R2ObjectList
        Connect-R2 -Endpoint $endpoint -Credential $wrong -BucketName test-bucket
        Get-R2ObjectList
        Set-R2Profile -Name leak -Endpoint $endpoint -BucketName test-bucket -PassThru
        $Error
        """;

    [Fact]
    public void Session_WithEverythingShown_ShowsNoSecret()
    {
        string wrong = new('7', 32);
        Session.Set("account", Emulator.AccountId);
        Session.Set("wrong", Credential(Emulator.AccessKeyId, wrong));
        R2TemporaryCredential temporary = Run($"$null = Connect-R2 -AccountId $account -Endpoint $endpoint -Credential $credential -BucketName {Bucket}; New-R2TemporaryCredential")
            .ThrowIfFailed().As<R2TemporaryCredential>().Single();
        Session.Set("temp", temporary);

        PowerShellResult result = Run($"& {{ {Representative} }} *>&1");
        string shown = string.Join('\n', result.Output.Select(Show)) + File.ReadAllText((string)Run("(Get-R2Profile leak).Path").Output.Single().BaseObject);

        Assert.Contains("R2.SignatureDoesNotMatch", shown, StringComparison.Ordinal);
        Assert.Contains("R2.AccessDenied", shown, StringComparison.Ordinal);
        Assert.Contains(Emulator.AccessKeyId, shown, StringComparison.Ordinal);
        Assert.Empty(UsedSecrets.FormsFoundIn(
            shown, Emulator.SecretAccessKey, wrong, new string(temporary.Value.RevealSecretAccessKey()), temporary.Value.RevealSessionToken()!));
    }

    /// <summary>What is typed as a parameter stays in the history, and in the list of processes where it was given to pwsh.</summary>
    [Fact]
    public void Parameters_ThatTakeSecrets_TakeNoPlainText()
    {
        IEnumerable<PropertyInfo> parameters = typeof(R2TemporaryCredential).Assembly.GetTypes().Where(typeof(Cmdlet).IsAssignableFrom).SelectMany(static type => type.GetProperties())
            .Where(static property => property.IsDefined(typeof(ParameterAttribute)));
        string[] named = ["Secret", "Password", "Token", "Key", "Credential"];
        // Names of things: of a secret in a vault, of an API token, of objects.
        string[] names = ["SecretName", "TokenId", "Key", "DestinationKey", "RefuseKey"];

        Assert.Contains(parameters, static property => property.Name == "SseCustomerKey");
        Assert.All(
            parameters.Where(property => named.Any(part => property.Name.Contains(part, StringComparison.Ordinal)) && !names.Contains(property.Name)),
            static property => Assert.True(property.PropertyType != typeof(string) && property.PropertyType != typeof(string[]), $"{property.DeclaringType!.Name}.{property.Name}"));
    }

    [Theory]
    [InlineData("plain s3cret-value here")]
    [InlineData("czNjcmV0LXZhbHVl")]
    [InlineData("eHMzY3JldC12YWx1ZXk=")]
    [InlineData("eHhzM2NyZXQtdmFsdWV5")]
    [InlineData("7333637265742D76616C7565")]
    [InlineData("7333637265742d76616c7565")]
    public void Forms_OfASecret_AreFound(string text) => Assert.NotEmpty(UsedSecrets.FormsFoundIn(text, "s3cret-value"));

    [Fact]
    public void Forms_UrlEncoded_AreFound() => Assert.NotEmpty(UsedSecrets.FormsFoundIn("?token=a%2Bb%3D", "a+b="));

    private static string Show(PSObject item)
    {
        StringBuilder text = new();
        text.AppendLine(item.ToString()).AppendLine(PSSerializer.Serialize(item, 2));
        if (item.BaseObject is ErrorRecord error)
        {
            text.AppendLine(error.FullyQualifiedErrorId).AppendLine(error.Exception.ToString()).AppendLine(error.ErrorDetails?.ToString()).AppendLine(error.ErrorDetails?.RecommendedAction);
        }

        return text.ToString();
    }
}
