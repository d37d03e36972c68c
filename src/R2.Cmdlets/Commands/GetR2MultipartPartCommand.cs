using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Parameters.Groups;
using R2.Models;

namespace R2.Cmdlets.Commands;

// One upload after the other, whence no -ThrottleLimit: a part does not say which upload it belongs to.
[Cmdlet(VerbsCommon.Get, "R2MultipartPart")]
[OutputType(typeof(R2Part))]
public sealed class GetR2MultipartPartCommand : R2Cmdlet, IBucketCmdlet, IMultipartParameters
{
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
        Start($"{upload.BucketName}/{upload.Key}", cancellation => ListAsync(upload, cancellation));
    }

    private async Task ListAsync(R2MultipartUpload upload, CancellationToken cancellation)
    {
        await foreach (R2PartPage page in Client.EnumeratePartPagesAsync(upload, cancellation).ConfigureAwait(false))
        {
            await WriteObjectAsync(page.Parts, enumerate: true).ConfigureAwait(false);
        }
    }
}
