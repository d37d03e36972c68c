using System.Management.Automation;
using System.Net;
using System.Security;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Credentials;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Pipeline;
using R2.Cmdlets.Results;
using R2.Settings;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Connect, "R2")]
[OutputType(typeof(R2Connection))]
public sealed class ConnectR2Command : R2SettingsCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>User name: access key id, password: secret access key; or a temporary credential of New-R2TemporaryCredential, which is renewed.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [CredentialInput]
    public object? Credential { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SecureString? SessionToken { get; set; }

    /// <summary>API token of Cloudflare's: both kinds of access follow from it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SecureString? ApiToken { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Leaves the session the connection that it has; this one is for -Connection.</summary>
    [Parameter]
    public SwitchParameter NoDefault { get; set; }

    /// <summary>Name of a drive to make of the connection: of its default bucket, or of its buckets.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Drive { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            R2Connection connection = Connect();
            if (!NoDefault)
            {
                RunspaceState.Current.Choose(connection);
            }

            if (Drive is not null)
            {
                DriveMount.ForSession(this, Drive.TrimEnd(':'), connection);
            }

            connection.Describe(Preference.IsOn(this, "Verbose") ? WriteVerbose : null, WriteWarning);
            if (connection.MasksInCI)
            {
                CiLogMasker.OfProcess.Mask(connection.Credential);
                if (connection.ApiToken is { } token)
                {
                    CiLogMasker.OfProcess.Mask(token);
                }
            }

            WriteObject(connection);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (R2Exception exception)
        {
            // Terminating: what follows would otherwise go to the connection of before.
            ThrowTerminatingError(ErrorRecords.From(exception, ProfileName ?? Whereto));
        }
    }

    protected override void StopProcessing() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    /// <summary>What the command names, without what may be a secret in the wrong place: a user in an address, a key in place of an account id.</summary>
    private string? Whereto => Endpoint is null
        ? AccountId is { Length: 32 } ? AccountId : null
        : Endpoint is { IsAbsoluteUri: true, Scheme: "http" or "https" } ? Endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null;

    private R2Connection Connect()
    {
        Connector connector = Connector.OfProcess;
        ConnectionSettings settings = new()
        {
            Values = Given(Parameter),
            Stopping = _stopping.Token,
            Credential = connector.Accept(Origin),
            ApiToken = connector.AcceptToken(() => ApiToken is { Length: > 0 } token ? new(SecureText.ToApiToken(token), Parameter) : null),
            ProxyCredential = ProxyCredential is null ? null : new NetworkCredential(ProxyCredential.UserName, ProxyCredential.Password),
        };
        // A default profile stands in where nothing else says whereto; R2_PROFILE is chosen on purpose.
        string? profile = ProfileName ?? (AccountId is null && Endpoint is null && settings.Credential is null && settings.ApiToken is null ? connector.ChosenProfile : EnvironmentSettings.OfProcess.ProfileName);
        return connector.Connect(settings, Vault(settings), profile, "Connect-R2");
    }

    private VaultReference? Vault(ConnectionSettings settings) => (SecretName, VaultName) switch
    {
        (null, null) => null,
        (null, _) => throw new R2Exception(R2ErrorCodes.InvalidSetting, "-VaultName is given without -SecretName; it must be both, -SecretName alone, or neither."),
        _ when settings.Credential is not null => throw new R2Exception(R2ErrorCodes.InvalidSetting, "Both -Credential and -SecretName are given; it must be one of them."),
        _ when settings.ApiToken is not null => throw new R2Exception(R2ErrorCodes.InvalidSetting, "Both -ApiToken and -SecretName are given; it must be one of them."),
        _ => new VaultReference(VaultName, SecretName!),
    };

    private CredentialOrigin? Origin() => Credential switch
    {
        PSCredential credential => new(SecureText.ToCredential(credential.UserName, credential.Password, SessionToken), Parameter),
        R2TemporaryCredential temporary => new(temporary.Value, "New-R2TemporaryCredential", _ => new(temporary.Renew())),
        _ => null,
    };
}
