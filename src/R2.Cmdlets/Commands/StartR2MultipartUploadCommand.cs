using System.Collections;
using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Parameters.Groups;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Start, "R2MultipartUpload", SupportsShouldProcess = true)]
[OutputType(typeof(R2MultipartUpload))]
public sealed class StartR2MultipartUploadCommand : R2ObjectCmdlet, IBucketCmdlet, ICustomerKeyParameters, IMetadataParameters
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public string? ContentType { get; set; }

    [Parameter]
    public string? CacheControl { get; set; }

    [Parameter]
    public string? ContentDisposition { get; set; }

    [Parameter]
    public string? ContentEncoding { get; set; }

    [Parameter]
    public string? ContentLanguage { get; set; }

    [Parameter]
    public DateTimeOffset? Expires { get; set; }

    [Parameter]
    [MetadataTransformation]
    public IDictionary? Metadata { get; set; }

    [Parameter]
    [ValidateSet(R2.Models.R2StorageClass.Standard, R2.Models.R2StorageClass.StandardInfrequentAccess)]
    public string? StorageClass { get; set; }

    /// <summary>Key of server-side encryption with a customer's key: 32 bytes.</summary>
    [Parameter]
    [ValidateNotNull]
    public byte[]? SseCustomerKey { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();

        // Write-R2MultipartPart sends this checksum with every part; R2 makes the object's own from them.
        CreateMultipartUploadOptions options = this.AddTo(new CreateMultipartUploadOptions { ChecksumAlgorithm = R2ChecksumAlgorithm.Crc32C, SseCustomerKey = this.ToCustomerKey() });
        ForEachKey(InputObject, Key is null ? null : [Key], key =>
        {
            if (key.EndsWith('/'))
            {
                throw new R2Exception("KeyIsFolder", $"The key '{key}' ends in a slash, and an upload has no file name to append.");
            }

            if (ShouldProcess($"{bucket}/{key}", "Start multipart upload"))
            {
                Start($"{bucket}/{key}", cancellation => StartAsync(bucket, key, options with { ContentType = options.ContentType ?? ContentTypes.Of(key) }, cancellation));
            }
        });
    }

    private async Task StartAsync(string bucket, string key, CreateMultipartUploadOptions options, CancellationToken cancellation)
    {
        R2MultipartUpload upload = await Client.CreateMultipartUploadAsync(bucket, key, options, cancellation).ConfigureAwait(false);
        await WriteObjectAsync(upload).ConfigureAwait(false);
    }
}
