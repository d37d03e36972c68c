using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Credentials;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Enable, "R2BucketSippy", SupportsShouldProcess = true, DefaultParameterSetName = Aws)]
[OutputType(typeof(R2BucketSippy))]
public sealed class EnableR2BucketSippyCommand : R2Cmdlet, IBucketCmdlet
{
    private const string Aws = "Aws";
    private const string S3 = "S3";
    private const string Gcs = "Gcs";
    private const string Azure = "Azure";

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>Bucket of AWS.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Aws)]
    [ValidateNotNullOrEmpty]
    public string? AwsBucket { get; set; }

    /// <summary>Its region.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Aws)]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>Address of the bucket of another S3 server.</summary>
    [Parameter(Mandatory = true, ParameterSetName = S3)]
    [AddressTransformation]
    public Uri? S3BucketUrl { get; set; }

    /// <summary>Bucket of Google's.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Gcs)]
    [ValidateNotNullOrEmpty]
    public string? GcsBucket { get; set; }

    /// <summary>Container of Azure's.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Azure)]
    [ValidateNotNullOrEmpty]
    public string? AzureContainer { get; set; }

    /// <summary>User name and password of the source: access key id and secret, service account and private key, storage account and its key.</summary>
    [Parameter(Mandatory = true)]
    [Credential]
    public PSCredential SourceCredential { get; set; } = PSCredential.Empty;

    /// <summary>The password is a shared access signature, not the account's key.</summary>
    [Parameter(ParameterSetName = Azure)]
    public SwitchParameter SasToken { get; set; }

    /// <summary>Key pair to write to the bucket with; the connection's when left out.</summary>
    [Parameter]
    [CredentialInput]
    public object? Credential { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        R2SippySource source = Source();
        R2Credential credential = WritingCredential.Of(Credential, Session);
        if (ShouldProcess(bucket, $"Fetch objects that it lacks from {source}"))
        {
            StartOne(bucket, cancellation => Api.EnableSippyAsync(bucket, source, credential, cancellation));
        }
    }

    private R2SippySource Source() => ParameterSetName switch
    {
        Aws => R2SippySource.FromAws(AwsBucket!, Region!, Pair()),
        S3 => R2SippySource.FromS3(S3BucketUrl is { IsAbsoluteUri: true } url ? url : throw new R2Exception(R2ErrorCodes.InvalidSetting, "S3BucketUrl is not an absolute address; it must be that of a bucket."), Pair()),
        Gcs => R2SippySource.FromGcs(GcsBucket!, SourceCredential.UserName, Password()),
        _ => R2SippySource.FromAzure(SourceCredential.UserName, AzureContainer!, SasToken ? null : Password(), SasToken ? Password() : null),
    };

    private R2Credential Pair() => SecureText.ToCredential(SourceCredential.UserName, SourceCredential.Password);

    private string Password() => SecureText.Use(SourceCredential.Password, static text => new string(text));
}
