using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;
using R2.Cmdlets.Common;
using R2.Cmdlets.Connections;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Connect, "R2")]
[OutputType(typeof(R2Connection))]
public sealed class ConnectR2Command : PSCmdlet
{
    private const string Parameter = "parameter";

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? AccountId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Uri? Endpoint { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public R2Jurisdiction? Jurisdiction { get; set; }

    /// <summary>User name: access key id; password: secret access key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SecureString? SessionToken { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    public string? BucketName { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>How to transfer and to wait: names as of the environment variables, without R2_.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public IDictionary? Option { get; set; }

    [Parameter]
    public SwitchParameter AllowInsecure { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            R2Connection connection = ProfileName is null
                ? Settings().Over(EnvironmentSettings.OfProcess.Read()).Connect("Connect-R2")
                : throw Profiles.NotFound(ProfileName);
            RunspaceState.Current.Connection = connection;
            foreach (R2ConnectionSetting setting in connection.Settings)
            {
                WriteVerbose($"{setting}");
            }

            WriteObject(connection);
        }
        catch (R2Exception exception)
        {
            // Terminating: what follows would otherwise go to the connection of before.
            ThrowTerminatingError(ErrorRecords.From(exception, Endpoint ?? (object?)AccountId));
        }
    }

    private ConnectionSettings Settings() => new()
    {
        Values = SettingOptions.Parse(Option, Parameter)
            .With(KnownSettings.AccountId, AccountId, Parameter)
            .With(KnownSettings.Endpoint, Endpoint, Parameter)
            .With(KnownSettings.Jurisdiction, Jurisdiction, Parameter)
            .With(KnownSettings.BucketName, BucketName, Parameter)
            .With(KnownSettings.Region, Region, Parameter)
            .With(KnownSettings.AllowInsecure, AllowInsecure ? true : null, Parameter)
            .Parse(KnownSettings.Timeout, nameof(TimeoutSeconds), TimeoutSeconds?.ToString(CultureInfo.InvariantCulture), Parameter),
        Credential = Credential is null ? null : new(ToCredential(Credential), Parameter),
    };

    private R2Credential ToCredential(PSCredential credential) =>
        new(credential.UserName, Text(credential.Password), SessionToken is null ? null : Text(SessionToken));

    private static string Text(SecureString secret) => new NetworkCredential("", secret).Password;
}
