using System.Collections;
using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Credentials;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.New, "R2PresignedUrl")]
[OutputType(typeof(R2PresignedUrl))]
public sealed class NewR2PresignedUrlCommand : R2Cmdlet, IBucketCmdlet
{
    private int _warned;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[]? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 1)]
    [ValidateSet("GET", "PUT", "HEAD", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>1 second to 7 days; an hour when left out.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ExpiresIn { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Headers that whoever uses the URL must then send as they are.</summary>
    [Parameter]
    public IDictionary? SignedHeader { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResponseContentType { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResponseContentDisposition { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResponseContentEncoding { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResponseContentLanguage { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResponseCacheControl { get; set; }

    [Parameter]
    public DateTimeOffset? ResponseExpires { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UploadCompleter))]
    public string? UploadId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? PartNumber { get; set; }

    /// <summary>Registers the URL with the log masker of GitHub Actions or Azure DevOps.</summary>
    [Parameter]
    public SwitchParameter MaskInCI { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        PresignOptions options = new()
        {
            Method = new HttpMethod(Method.ToUpperInvariant()),
            ExpiresIn = ExpiresIn,
            SignedHeaders = Dictionaries.ToHeaders(SignedHeader),
            ResponseOverrides = Overrides(),
            UploadId = UploadId,
            PartNumber = PartNumber,
        };
        ForEachKey(InputObject, Key, key => Start($"{bucket}/{key}", cancellation => WriteAsync(bucket, key, options, cancellation)), allowUploads: true);
    }

    private async Task WriteAsync(string bucket, string key, PresignOptions options, CancellationToken cancellation)
    {
        if (!Client.IsClockCompared)
        {
            // What is refused is refused before anything is sent.
            _ = Client.Presign(bucket, key, options);
            await CompareClockAsync(cancellation).ConfigureAwait(false);
        }

        R2PresignedUrl url = await Client.PresignAsync(bucket, key, options, cancellation).ConfigureAwait(false);
        if (MaskInCI || Session.MasksInCI)
        {
            CiLogMasker.OfProcess.Mask(url);
        }

        await WriteObjectAsync(url).ConfigureAwait(false);
    }

    private async Task CompareClockAsync(CancellationToken cancellation)
    {
        if (!await Client.CompareClockAsync(cancellation).ConfigureAwait(false) && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            Notify($"The clock of this machine could not be compared with that of {Client.Endpoint.GetLeftPart(UriPartial.Authority)}, which does not respond. If the clock is wrong, the URL will not be valid at the right time: Test-R2Connection compares the clocks.");
        }
    }

    private R2ResponseOverrides? Overrides()
    {
        R2ResponseOverrides overrides = new()
        {
            ContentType = ResponseContentType,
            ContentDisposition = ResponseContentDisposition,
            ContentEncoding = ResponseContentEncoding,
            ContentLanguage = ResponseContentLanguage,
            CacheControl = ResponseCacheControl,
            Expires = ResponseExpires?.ToString("R", CultureInfo.InvariantCulture),
        };
        return overrides == new R2ResponseOverrides() ? null : overrides;
    }
}
