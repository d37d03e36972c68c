using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Credentials;
using R2.Models;

namespace R2.Cmdlets.Commands;

/// <summary>Has Super Slurper copy a bucket of another cloud, or another one of R2's, into a bucket; what it needs is checked first.</summary>
[Cmdlet(VerbsLifecycle.Start, "R2Migration", SupportsShouldProcess = true)]
[OutputType(typeof(R2Migration))]
public sealed class StartR2MigrationCommand : R2Cmdlet
{
    /// <summary>Where from: the name of a bucket of the account, or a hashtable with vendor, bucket and credential.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject? Source { get; set; }

    /// <summary>Bucket to copy into; the connection's own when left out.</summary>
    [Parameter(Position = 1)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>Copies only keys that begin so.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Prefix { get; set; }

    /// <summary>Copies only these keys.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>Leaves objects that are there as they are.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Key pair to write to the bucket with; the connection's when left out.</summary>
    [Parameter]
    [CredentialInput]
    public object? Credential { get; set; }

    /// <summary>Waits until it has ended, and shows its progress.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        string target = BucketName ?? Session.BucketName ?? throw new R2Exception("BucketRequired", "No bucket is named to migrate into, and the connection has no default bucket.");
        R2MigrationSource source = MigrationInput.Read(Source!, Session, Prefix, Key);
        R2Credential credential = WritingCredential.Of(Credential, Session);
        (bool overwrite, bool wait) = (!SkipExisting, Wait);
        if (source.Vendor == "r2" && source.BucketName == target && source.Jurisdiction == Session.Jurisdiction)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"The migration would copy the bucket '{target}' into itself.") { BucketName = target };
        }

        if (!ShouldProcess(target, $"Copy all objects of {source} into it{(overwrite ? ", in place of those that are there" : "")}"))
        {
            return;
        }

        Start(target, async cancellation =>
        {
            if (!await Api.CheckMigrationSourceAsync(source, cancellation).ConfigureAwait(false))
            {
                throw new R2Exception("MigrationSourceUnreachable", $"Cloudflare cannot read the source {source} with the credential that is given. Nothing was started.") { BucketName = target };
            }

            if (!await Api.CheckMigrationTargetAsync(target, credential, cancellation).ConfigureAwait(false))
            {
                throw new R2Exception("MigrationTargetUnreachable", $"Cloudflare cannot write to the bucket '{target}' with the key pair {credential.AccessKeyId}. Nothing was started.") { BucketName = target };
            }

            string id = await Api.StartMigrationAsync(source, target, credential, overwrite, cancellation).ConfigureAwait(false);
            await WriteObjectAsync(wait ? await MigrationWaiting.UntilEndedAsync(Api, id, WriteProgressAsync, cancellation).ConfigureAwait(false) : await Api.GetMigrationAsync(id, withCounts: false, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }
}
