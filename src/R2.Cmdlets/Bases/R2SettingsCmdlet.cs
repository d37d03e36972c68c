using System.Collections;
using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Files;
using R2.Cmdlets.Parameters;
using R2.Settings;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that takes all that a connection goes by, to connect or to keep it in a profile.</summary>
public abstract class R2SettingsCmdlet : PSCmdlet
{
    private protected const string Parameter = SettingLayer.ParameterSource;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? AccountId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AddressTransformation]
    public Uri? Endpoint { get; set; }

    /// <summary>Where Cloudflare's own API is asked, in place of Cloudflare's address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AddressTransformation]
    public Uri? ApiEndpoint { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [JurisdictionTransformation]
    public R2Jurisdiction? Jurisdiction { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    public string? BucketName { get; set; }

    /// <summary>SecretManagement vault that keeps the credential.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? VaultName { get; set; }

    /// <summary>Name of the secret there: a PSCredential, or a Hashtable with access_key_id and secret_access_key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? SecretName { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>How to transfer and to wait: names as of the environment variables, without R2_.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public IDictionary? Option { get; set; }

    /// <summary>Proxy to go through, in place of the one that the environment names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AddressTransformation]
    public Uri? Proxy { get; set; }

    /// <summary>File with the certificate authorities to trust in place of the system's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? CertificateAuthority { get; set; }

    [Parameter]
    public SwitchParameter AllowInsecure { get; set; }

    /// <summary>Registers secrets that commands hand out with the log masker of GitHub Actions or Azure DevOps.</summary>
    [Parameter]
    public SwitchParameter MaskInCI { get; set; }

    private protected SettingLayer Given(string source) => SettingOptions.Parse(Option, source)
        .With(KnownSettings.AccountId, AccountId?.Trim(), source)
        .With(KnownSettings.Endpoint, Endpoint, source)
        .With(KnownSettings.ApiEndpoint, ApiEndpoint, source)
        .With(KnownSettings.Jurisdiction, Jurisdiction, source)
        .With(KnownSettings.BucketName, BucketName, source)
        .With(KnownSettings.Region, Region, source)
        .With(KnownSettings.Proxy, Proxy, source)
        .With(KnownSettings.CertificateAuthority, CertificateAuthority is null ? null : FilePaths.Resolve(this, CertificateAuthority), source)
        .With(KnownSettings.AllowInsecure, AllowInsecure ? true : null, source)
        .With(KnownSettings.MaskInCI, MaskInCI ? true : null, source)
        .Parse(KnownSettings.Timeout, nameof(TimeoutSeconds), TimeoutSeconds?.ToString(CultureInfo.InvariantCulture), source);
}
