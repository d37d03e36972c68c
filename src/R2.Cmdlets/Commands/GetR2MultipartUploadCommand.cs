using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Buckets;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2MultipartUpload", DefaultParameterSetName = PrefixSet)]
[OutputType(typeof(R2MultipartUpload))]
public sealed class GetR2MultipartUploadCommand : R2Cmdlet, IBucketCmdlet
{
    private const string PrefixSet = "Prefix";
    private const string KeySet = "Key";

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = PrefixSet)]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string? Prefix { get; set; }

    /// <summary>Lists the uploads of this key alone.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = KeySet)]
    [ValidateNotNullOrEmpty]
    [KeyText]
    [ArgumentCompleter(typeof(UploadCompleter))]
    public string? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Lists only uploads that were started at least so long ago.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? OlderThan { get; set; }

    protected override void BeginInput()
    {
        base.BeginInput();
        UploadAge.Check(OlderThan);
    }

    protected override void ProcessInput() => WriteErrorOnFailure(InputObject, () =>
    {
        // An object's row has a Prefix, too, which is null: it may not stand for all of the bucket.
        string? key = ParameterSetName == KeySet || Piped.IsGiven(nameof(Prefix)) || InputObject is null ? Key : new PipedRow(InputObject).Text(nameof(Key));

        // The server knows prefixes alone.
        ListMultipartUploadsOptions options = new() { Prefix = key ?? Piped.Prefix(InputObject, Prefix) };
        string bucket = RequireBucket();
        Start(bucket, cancellation => ListAsync(bucket, key, options, cancellation));
    });

    private async Task ListAsync(string bucket, string? key, ListMultipartUploadsOptions options, CancellationToken cancellation)
    {
        await foreach (R2MultipartUploadPage page in Client.EnumerateMultipartUploadPagesAsync(bucket, options, cancellation).ConfigureAwait(false))
        {
            object[] chosen = [.. page.Uploads.Where(upload => (key is null || upload.Key == key) && UploadAge.IsOlder(upload, OlderThan))];
            if (chosen.Length > 0)
            {
                await WriteObjectAsync(chosen, enumerate: true).ConfigureAwait(false);
            }
        }
    }
}
