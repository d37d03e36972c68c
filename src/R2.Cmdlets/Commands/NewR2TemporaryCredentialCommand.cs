using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Credentials;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Results;

namespace R2.Cmdlets.Commands;

/// <summary>Makes a narrower credential with an end from the connection's, offline. https://developers.cloudflare.com/r2/api/s3/temporary-credentials/</summary>
[Cmdlet(VerbsCommon.New, "R2TemporaryCredential")]
[OutputType(typeof(R2TemporaryCredential))]
public sealed class NewR2TemporaryCredentialCommand : R2Cmdlet, IBucketCmdlet
{
    private const string R2Host = ".r2.cloudflarestorage.com";

    /// <summary>What it may do: reading, when neither this nor -Action is given.</summary>
    [Parameter(Position = 0)]
    public R2AccessLevel? Permission { get; set; }

    /// <summary>The only S3 operations that it may use.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Action { get; set; } = [];

    /// <summary>Beginnings of the keys that it reaches.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Prefix { get; set; } = [];

    /// <summary>Keys that it reaches.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Object")]
    [AllowNull]
    [KeyText]
    public string[]? Key { get; set; } = [];

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>1 second to 7 days; an hour when left out.</summary>
    [Parameter]
    [Alias("ExpiresIn")]
    [DurationTransformation]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Account of the bucket, where the connection does not know it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccountId { get; set; }

    /// <summary>Registers its secrets with the log masker of GitHub Actions or Azure DevOps.</summary>
    [Parameter]
    public SwitchParameter MaskInCI { get; set; }

    /// <summary>Has Cloudflare make it, with the connection's API token.</summary>
    [Parameter]
    public SwitchParameter Server { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    private protected override string? ApiGroups => Server ? ApiGroup.Write : null;

    protected override void ProcessInput() => WriteErrorOnFailure(InputObject, () =>
    {
        R2Client client = Client;
        TemporaryCredentialOptions options = new()
        {
            AccountId = AccountId ?? Session.AccountId ?? AccountOf(Session.Endpoint),
            Endpoint = Session.Endpoint,
            BucketName = RequireBucket(),
            Permission = Permission ?? (Action.Length == 0 ? R2AccessLevel.ObjectReadOnly : null),
            Actions = Action,
            Prefixes = Prefix,
            Objects = Objects(),
            Lifetime = Lifetime,
        };
        bool mask = MaskInCI || Session.MasksInCI;
        if (Server)
        {
            (R2ApiClient api, string parent) = (Api, Session.AccessKeyId);
            R2Credential Ask(CancellationToken cancellation) => Task.Run(() => api.CreateTemporaryCredentialAsync(options, parent, cancellation), cancellation).GetAwaiter().GetResult();
            StartOne(
                options.BucketName,
                async cancellation => new R2TemporaryCredential(await api.CreateTemporaryCredentialAsync(options, parent, cancellation).ConfigureAwait(false), options, () => Ask(CancellationToken.None)),
                made => Masked(made, mask),
                ended: null);
            return;
        }

        WriteObject(Masked(new R2TemporaryCredential(Make(), options, Make), mask));

        // By the parent of then, which may have been rotated meanwhile.
        R2Credential Make() => client.Credential.Delegate(options, DateTimeOffset.UtcNow);
    });

    private static R2TemporaryCredential Masked(R2TemporaryCredential credential, bool mask)
    {
        if (mask)
        {
            CiLogMasker.OfProcess.Mask(credential.Value);
        }

        return credential;
    }

    /// <summary>The keys that the credential reaches; none means all of the bucket, which only the line or a bucket's row can say.</summary>
    private IReadOnlyList<string> Objects()
    {
        bool isGiven = Piped.IsGiven(nameof(Key));
        if (isGiven || (InputObject is not null && new PipedRow(InputObject).IsOfObject))
        {
            return Piped.Keys(InputObject, Key, allowUploads: false);
        }

        Piped.RefuseNull(InputObject);

        // A prefix's row has a BucketName, too.
        return InputObject is not null && Piped.Buckets(InputObject, bucketName: null).Count != 1 ? throw new PipedRow(InputObject).Refuse("names several buckets") : [];
    }

    private static string AccountOf(Uri endpoint) => endpoint.Host.EndsWith(R2Host, StringComparison.OrdinalIgnoreCase)
        ? endpoint.Host.Split('.')[0]
        : throw new R2Exception("AccountRequired", "The account is part of a temporary credential, and the connection does not know it.");
}
