using System.Collections;
using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.New, "R2PresignedUrl")]
[OutputType(typeof(R2PresignedUrl))]
public sealed class NewR2PresignedUrlCommand : R2BucketCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Key { get; set; } = [];

    [Parameter(Position = 1)]
    [ValidateSet("GET", "PUT", "HEAD", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>1 second to 7 days; an hour when left out.</summary>
    [Parameter]
    public TimeSpan ExpiresIn { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Headers that whoever uses the URL must then send as they are.</summary>
    [Parameter]
    public IDictionary? SignedHeader { get; set; }

    [Parameter]
    public string? ResponseContentType { get; set; }

    [Parameter]
    public string? ResponseContentDisposition { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? UploadId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? PartNumber { get; set; }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        PresignOptions options = new()
        {
            Method = new HttpMethod(Method.ToUpperInvariant()),
            ExpiresIn = ExpiresIn,
            SignedHeaders = Dictionaries.ToStrings(SignedHeader),
            ResponseOverrides = ResponseContentType is null && ResponseContentDisposition is null
                ? null
                : new R2ResponseOverrides { ContentType = ResponseContentType, ContentDisposition = ResponseContentDisposition },
            UploadId = UploadId,
            PartNumber = PartNumber,
        };
        foreach (string key in Key)
        {
            WriteObject(Client.Presign(bucket, key, options));
        }
    }
}
