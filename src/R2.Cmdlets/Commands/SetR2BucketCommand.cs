using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Set, "R2Bucket", SupportsShouldProcess = true)]
[OutputType(typeof(R2BucketInfo))]
public sealed class SetR2BucketCommand : R2Cmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [AllowNull]
    [AllowEmptyString]
    [BucketText]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string[]? BucketName { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Storage class of objects that name none.</summary>
    [Parameter]
    [ValidateSet(R2StorageClass.Standard, R2StorageClass.StandardInfrequentAccess)]
    public string? StorageClass { get; set; }

    /// <summary>Whether uploads are taken near the client.</summary>
    [Parameter]
    public bool? LocalUploads { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        (string? storageClass, bool? local, bool passThru) = (StorageClass, LocalUploads, PassThru);
        if (storageClass is null && local is null)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Nothing is given to set: -StorageClass, -LocalUploads.");
        }

        string[] changes = [.. new[] { storageClass is null ? null : $"storage class {storageClass}", local is { } on ? $"local uploads {(on ? "on" : "off")}" : null }.OfType<string>()];
        ForEachBucket(InputObject, BucketName, name =>
        {
            if (ShouldProcess(name, $"Set {string.Join(" and ", changes)}"))
            {
                Start(name, async cancellation =>
                {
                    R2BucketInfo? info = storageClass is null ? null : await Api.SetBucketStorageClassAsync(name, storageClass, cancellation).ConfigureAwait(false);
                    if (local is { } enabled)
                    {
                        await Api.SetLocalUploadsAsync(name, enabled, cancellation).ConfigureAwait(false);
                    }

                    if (passThru)
                    {
                        await WriteObjectAsync((info ?? await Api.GetBucketAsync(name, cancellation).ConfigureAwait(false)) with { LocalUploads = local }).ConfigureAwait(false);
                    }
                });
            }
        });
    }
}
