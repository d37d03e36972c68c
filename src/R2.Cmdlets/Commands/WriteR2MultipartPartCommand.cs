using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Http;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Write, "R2MultipartPart", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType(typeof(R2Part))]
public sealed class WriteR2MultipartPartCommand : R2MultipartCmdlet
{
    private const string FileSet = "File";
    private const string ContentSet = "Content";

    /// <summary>Number of the part; a part that is there under it is replaced.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, R2Client.MaxPartNumber)]
    public int PartNumber { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Where in the file the part begins, in bytes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [ValidateRange(0, long.MaxValue)]
    public long Offset { get; set; }

    /// <summary>Bytes of the part at most; up to the file's end when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [ValidateRange(0, long.MaxValue)]
    public long? Length { get; set; }

    // By name alone: what is piped is the upload, and text piped line by line would be a part a line.
    /// <summary>Text, bytes or a stream.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ContentSet)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [UploadContentTransformation]
    public UploadContent? InputObject { get; set; }

    /// <summary>Key of server-side encryption with a customer's key, the same as at the upload's start: 32 bytes.</summary>
    [Parameter]
    [ValidateNotNull]
    public byte[]? SseCustomerKey { get; set; }

    protected override void ProcessInput()
    {
        (R2MultipartUpload upload, int number) = (Upload(), PartNumber);
        UploadPartOptions options = new() { SseCustomerKey = ToCustomerKey(SseCustomerKey) };
        ReplayableContent body = ParameterSetName == FileSet ? FileSlice.Open(this, LiteralPath, Offset, Length) : Content(InputObject!);
        if (ShouldProcess(AddressOf(upload), $"Write part {number}"))
        {
            Start(AddressOf(upload), cancellation => WriteAsync(upload, number, body, options, cancellation));
        }
    }

    /// <summary>A part has to say how long it is before its first byte.</summary>
    private static ReplayableContent Content(UploadContent content) => content.Stream switch
    {
        null => ReplayableContent.FromBytes(content.ToBytes(TextEncodings.Utf8)),
        { CanSeek: true } stream => ReplayableContent.FromStream(stream),
        _ => throw new R2Exception("InvalidArgument", "The stream cannot seek, so the length of the part is unknown. Write-R2Object takes such a stream whole; or give -LiteralPath."),
    };

    private async Task WriteAsync(R2MultipartUpload upload, int number, ReplayableContent body, UploadPartOptions options, CancellationToken cancellation)
    {
        R2Checksum checksum = await body.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, cancellation).ConfigureAwait(false);
        R2Part part = await Client.UploadPartAsync(upload, number, body, options with { Checksum = checksum }, cancellation).ConfigureAwait(false);
        await WriteObjectAsync(part).ConfigureAwait(false);
    }
}
