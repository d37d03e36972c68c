using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Display;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Parameters.Groups;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Complete, "R2MultipartUpload", SupportsShouldProcess = true)]
[OutputType(typeof(R2ObjectInfo))]
public sealed class CompleteR2MultipartUploadCommand : R2ObjectCmdlet, IBucketCmdlet, IMultipartParameters, ICustomerKeyParameters
{
    private readonly Dictionary<R2MultipartUpload, List<R2Part>> _given = [];

    /// <summary>Parts of the object; all that the server has of the upload when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public R2Part[]? Part { get; set; }

    /// <summary>What is piped in, as it is: a part that does not bind, as one that was kept in a file, must not stand for all parts.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Completes only where the object that is there now has this entity tag.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    /// <summary>Completes only where no object with this entity tag is there now; * for none at all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfNoneMatch { get; set; }

    /// <summary>Customer's key of the upload; the finished object cannot be described without it.</summary>
    [Parameter]
    [ValidateNotNull]
    public byte[]? SseCustomerKey { get; set; }

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [KeyText]
    [ArgumentCompleter(typeof(UploadCompleter))]
    public string Key { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UploadCompleter))]
    public string UploadId { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    protected override void ProcessInput()
    {
        R2MultipartUpload upload = this.ToUpload(RequireBucket());
        if (Part is null && InputObject is not null && new PipedRow(InputObject) is var row && !row.HasAny([nameof(UploadId)]) | row.HasAny(["PartNumber"]))
        {
            throw row.Refuse("is not an upload or a part: Get-R2MultipartPart lists the parts");
        }

        if (Part is null)
        {
            StartCompletion(upload, null);
        }
        else if (_given.TryGetValue(upload, out List<R2Part>? parts))
        {
            parts.AddRange(Part);
        }
        else
        {
            _given[upload] = [.. Part];
        }
    }

    // Parts may be piped one by one: they are all there only now.
    protected override void EndInput()
    {
        foreach ((R2MultipartUpload upload, List<R2Part> parts) in _given)
        {
            StartCompletion(upload, parts);
        }
    }

    private void StartCompletion(R2MultipartUpload upload, List<R2Part>? parts)
    {
        R2Conditions? conditions = (IfMatch ?? IfNoneMatch) is null ? null : new R2Conditions { IfMatch = IfMatch, IfNoneMatch = IfNoneMatch };
        GetObjectOptions head = new() { SseCustomerKey = this.ToCustomerKey(), ChecksumMode = true };
        if (ShouldProcess(UploadText.AddressOf(upload), "Complete multipart upload"))
        {
            Start(UploadText.AddressOf(upload), cancellation => CompleteAsync(upload, parts, conditions, head, cancellation));
        }
    }

    private async Task CompleteAsync(R2MultipartUpload upload, List<R2Part>? parts, R2Conditions? conditions, GetObjectOptions head, CancellationToken cancellation)
    {
        parts ??= await ListAsync(upload, cancellation).ConfigureAwait(false);
        if (parts.Count == 0)
        {
            throw new R2Exception("NoParts", "The upload has no parts.") { BucketName = upload.BucketName, Key = upload.Key };
        }

        int last = parts.Max(static part => part.PartNumber);
        if (last > parts.Count)
        {
            // Allowed, but mostly a part whose upload failed: the object would lack its bytes and nobody would notice.
            await WriteWarningAsync($"{UploadText.AddressOf(upload)}: {parts.Count} parts make up the object, but the last has number {last}: parts in between are missing, and the object will not contain their bytes.").ConfigureAwait(false);
        }

        await Client.CompleteMultipartUploadAsync(upload, parts, conditions, head.SseCustomerKey is not null, cancellation).ConfigureAwait(false);
        R2ObjectInfo info = await Client.HeadObjectAsync(upload.BucketName, upload.Key, head, cancellation).ConfigureAwait(false);
        await WriteObjectAsync(info).ConfigureAwait(false);
    }

    private async Task<List<R2Part>> ListAsync(R2MultipartUpload upload, CancellationToken cancellation)
    {
        List<R2Part> parts = [];
        await foreach (R2PartPage page in Client.EnumeratePartPagesAsync(upload, cancellation).ConfigureAwait(false))
        {
            parts.AddRange(page.Parts);
        }

        return parts;
    }
}
