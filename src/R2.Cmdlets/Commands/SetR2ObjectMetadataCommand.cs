using System.Collections;
using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Parameters.Groups;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Set, "R2ObjectMetadata", SupportsShouldProcess = true)]
[OutputType(typeof(R2ObjectInfo))]
public sealed class SetR2ObjectMetadataCommand : R2ObjectCmdlet, IBucketCmdlet, IConditionParameters, ICustomerKeyParameters, IMetadataParameters
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[]? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    public string? ContentType { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    public string? CacheControl { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    public string? ContentDisposition { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    public string? ContentEncoding { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    public string? ContentLanguage { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    public DateTimeOffset? Expires { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MetadataTransformation]
    public IDictionary? Metadata { get; set; }

    /// <summary>Merge keeps what this command does not name; Replace leaves nothing else.</summary>
    [Parameter]
    [ValidateSet(nameof(R2.Models.R2MetadataDirective.Merge), nameof(R2.Models.R2MetadataDirective.Replace))]
    public R2MetadataDirective MetadataDirective { get; set; } = R2MetadataDirective.Merge;

    [Parameter]
    [ValidateSet(R2.Models.R2StorageClass.Standard, R2.Models.R2StorageClass.StandardInfrequentAccess)]
    public string? StorageClass { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfNoneMatch { get; set; }

    [Parameter]
    public DateTimeOffset? IfModifiedSince { get; set; }

    [Parameter]
    public DateTimeOffset? IfUnmodifiedSince { get; set; }

    /// <summary>Key of server-side encryption with a customer's key: 32 bytes.</summary>
    [Parameter]
    [ValidateNotNull]
    public byte[]? SseCustomerKey { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    protected override void BeginInput()
    {
        base.BeginInput();
        if (!MyInvocation.ExpectingInput)
        {
            ThrowIfNothingToSet();
        }

        OpenTransfers(static options => options);
    }

    private void ThrowIfNothingToSet()
    {
        if (!this.ChangesMetadata() && StorageClass is null && MetadataDirective == R2MetadataDirective.Merge)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "There is nothing to set: give -Metadata, -ContentType or another header, or -StorageClass; -MetadataDirective Replace alone removes all metadata.");
        }
    }

    /// <summary>What an object is described by is not what is to be set: a row that has an ETag, as those of Get-R2Object, also from a file, says which object alone.</summary>
    private void ForgetDescription()
    {
        if (InputObject is not null && new PipedRow(InputObject).HasAny(["ETag"]))
        {
            RowMetadata.Forget(this, Piped);
        }
    }

    protected override void ProcessInput()
    {
        ForgetDescription();
        ThrowIfNothingToSet();
        string bucket = RequireBucket();

        // Objects have no metadata apart from their bytes: it changes by a copy of the object onto itself, which keeps the customer's key.
        CopyObjectOptions options = this.AddTo(new CopyObjectOptions
        {
            MetadataDirective = MetadataDirective,
            SourceConditions = this.ToConditions(),
            SourceSseCustomerKey = this.ToCustomerKey(),
            SseCustomerKey = this.ToCustomerKey(),
        });
        ForEachKey(InputObject, Key, key =>
        {
            R2CopyRequest request = new() { SourceBucketName = bucket, SourceKey = key, BucketName = bucket, Key = key, Options = options, OnEvent = Tell };
            if (ShouldProcess($"{bucket}/{key}", $"{MetadataDirective} metadata"))
            {
                StartTransfer($"{bucket}/{key}", key, (progress, cancellation) => Transfers.Manager.CopyAsync(request with { Progress = progress }, cancellation));
            }
        });
    }
}
