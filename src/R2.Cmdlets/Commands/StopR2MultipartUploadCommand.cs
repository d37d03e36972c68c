using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Buckets;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Display;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Parameters.Groups;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Stop, "R2MultipartUpload", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(R2MultipartUpload))]
public sealed class StopR2MultipartUploadCommand : R2ObjectCmdlet, IBucketCmdlet, IMultipartParameters
{
    /// <summary>When the upload was started; a piped upload says so itself.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? Initiated { get; set; }

    /// <summary>Stops only uploads that were started at least so long ago, and none of which that is unknown.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? OlderThan { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

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

    protected override void BeginInput()
    {
        base.BeginInput();
        UploadAge.Check(OlderThan);
    }

    protected override void ProcessInput()
    {
        R2MultipartUpload upload = this.ToUpload(RequireBucket()) with { Initiated = Initiated };
        if (!UploadAge.IsOlder(upload, OlderThan))
        {
            WriteVerbose($"{UploadText.AddressOf(upload)} was kept: it was started {upload.Initiated?.ToString("u") ?? "at an unknown time"}.");
        }
        else if (ShouldProcess(UploadText.AddressOf(upload), "Stop multipart upload and remove its parts"))
        {
            Start(UploadText.AddressOf(upload), cancellation => StopAsync(upload, cancellation));
        }
    }

    private async Task StopAsync(R2MultipartUpload upload, CancellationToken cancellation)
    {
        await Client.AbortMultipartUploadAsync(upload, cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            await WriteObjectAsync(upload).ConfigureAwait(false);
        }
    }
}
