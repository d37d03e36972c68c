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
        AccountId = AccountId,
        Endpoint = Endpoint,
        Jurisdiction = Jurisdiction,
        Credential = Credential is null ? null : new R2Credential(Credential.UserName, Text(Credential.Password), SessionToken is null ? null : Text(SessionToken)),
        BucketName = BucketName,
        Region = Region,
        Timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        AllowInsecure = AllowInsecure,
    };

    private static string Text(SecureString secret) => new NetworkCredential("", secret).Password;
}
