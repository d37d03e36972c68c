using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Start, "R2MultipartUpload", SupportsShouldProcess = true)]
[OutputType(typeof(R2MultipartUpload))]
public sealed class StartR2MultipartUploadCommand : R2StoringCmdlet
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

    protected override void BeginInput()
    {
        base.BeginInput();
        if (Conditions is not null)
        {
            // Nothing is stored yet: R2 looks at conditions when the parts become an object.
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "An upload cannot be started with conditions: give them to Complete-R2MultipartUpload.");
        }
    }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();

        // Write-R2MultipartPart sends this checksum with every part; R2 makes the object's own from them.
        CreateMultipartUploadOptions options = WithMetadata(new CreateMultipartUploadOptions { ChecksumAlgorithm = R2ChecksumAlgorithm.Crc32C });
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
