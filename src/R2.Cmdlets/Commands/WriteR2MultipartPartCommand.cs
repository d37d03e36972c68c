using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Display;
using R2.Cmdlets.Files;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Parameters.Groups;
using R2.Cmdlets.Transfers.Content;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Write, "R2MultipartPart", SupportsShouldProcess = true, DefaultParameterSetName = ContentSet)]
[OutputType(typeof(R2Part))]
public sealed class WriteR2MultipartPartCommand : R2ObjectCmdlet, IBucketCmdlet, IMultipartParameters, ICustomerKeyParameters
{
    private const string FileSet = "File";
    private const string ContentSet = "Content";

    private readonly HashSet<(string Bucket, string Key, string UploadId, int Number)> _written = [];
    private GatheredPart? _gathered;
    private bool _givesLength;
    private bool _namesFile;
    private bool _givesContent;

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

    // In the set of files too: what Get-Content reads carries the path of its file and the length of its line, and is content all the same.
    /// <summary>Text, bytes or a stream. Several texts become lines of one part.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = FileSet)]
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ContentSet)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Key of server-side encryption with a customer's key, the same as at the upload's start: 32 bytes.</summary>
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

    protected override void BeginInput()
    {
        base.BeginInput();
        _givesLength = MyInvocation.BoundParameters.ContainsKey(nameof(Length));
        _namesFile = MyInvocation.BoundParameters.ContainsKey(nameof(LiteralPath));
        _givesContent = MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));
    }

    protected override void ProcessInput()
    {
        (R2MultipartUpload upload, int number) = (this.ToUpload(RequireBucket()), PartNumber);
        try
        {
            Take(upload, number);
        }
        catch (Exception) when (MyInvocation.ExpectingInput)
        {
            // The part would be stored without this input.
            Refuse(upload, number);
            throw;
        }
    }

    protected override void EndInput() => Flush();

    /// <summary>One input: content, a file, or a row that names one.</summary>
    private void Take(R2MultipartUpload upload, int number)
    {
        bool file = MyInvocation.BoundParameters.ContainsKey(nameof(LiteralPath));
        UploadContent? content = ContentOf(InputObject);
        if (content is not null && file && (_namesFile || _givesContent))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -LiteralPath and content are given; it must be one of them.");
        }

        if (content is not null)
        {
            AddContent(upload, number, content);
            return;
        }

        FileRange range = file ? FileRange.Find(this, LiteralPath, Offset, Length, lengthIsPiped: !_givesLength)
            : InputObject is null ? throw NoContent()
            : RangeOf(new PipedRow(PSObject.AsPSObject(InputObject)));
        Claim(upload, number);
        StartWrite(upload, number, range.OpenAsync);
    }

    private R2Exception NoContent() => MyInvocation.ExpectingInput
        ? new R2Exception("InputObjectNotBound", "The input is null, so this part was not stored: check the variable that it comes from.")
        : new R2Exception(R2ErrorCodes.InvalidArgument, "A part needs content: give -LiteralPath or -InputObject, or pipe in text, bytes or a file.");

    /// <summary>The file that a row names: PowerShell binds the row itself to -InputObject, and with it stays in that parameter's set.</summary>
    private FileRange RangeOf(PipedRow row)
    {
        string path = row.Text("LiteralPath") ?? row.Text("PSPath") ?? row.Text("FullName")
            ?? throw row.Refuse("is not text, bytes or a stream, and does not name a file by LiteralPath");
        return FileRange.Find(this, path, row.Number("Offset") ?? 0, row.Number("Length"), lengthIsPiped: true);
    }

    /// <summary>What is piped in is written when all of its part has come.</summary>
    private void AddContent(R2MultipartUpload upload, int number, UploadContent content)
    {
        GatheredPart part = Gather(upload, number);
        if (content.Warning is { } warning && part.MayWarn())
        {
            WriteWarning($"Part {number} of '{upload.Key}': {warning}");
        }

        part.Add(content);
    }

    /// <summary>Stores nothing of a part that an input is missing from, whatever came before it or comes behind.</summary>
    private void Refuse(R2MultipartUpload upload, int number)
    {
        if (_gathered?.Is(upload, number) != true)
        {
            Flush();
            if (!_written.Add((upload.BucketName, upload.Key, upload.UploadId, number)))
            {
                return;
            }

            _gathered = new GatheredPart(upload, number);
        }

        _gathered.Refuse();
    }

    private GatheredPart Gather(R2MultipartUpload upload, int number)
    {
        if (_gathered?.Is(upload, number) != true)
        {
            Flush();
            Claim(upload, number);
            _gathered = new GatheredPart(upload, number);
        }

        return _gathered;
    }

    /// <summary>What is piped in is content, or a row that has some.</summary>
    private static UploadContent? ContentOf(object? input) => input is null ? null
        : UploadContent.From(input) ?? UploadContent.From(new PipedRow(PSObject.AsPSObject(input)).Value(nameof(InputObject)));

    private void Flush()
    {
        (GatheredPart? part, _gathered) = (_gathered, null);
        if (part is { IsRefused: false })
        {
            R2Content body = part.ToContent();
            StartWrite(part.Upload, part.Number, _ => Task.FromResult(body));
        }
    }

    private void Claim(R2MultipartUpload upload, int number)
    {
        if (!_written.Add((upload.BucketName, upload.Key, upload.UploadId, number)))
        {
            throw new R2Exception(R2ErrorCodes.DuplicateKey, $"This command has already written part {number} of {UploadText.AddressOf(upload)}, which would be replaced.");
        }
    }

    private void StartWrite(R2MultipartUpload upload, int number, Func<CancellationToken, Task<R2Content>> open)
    {
        UploadPartOptions options = new() { SseCustomerKey = this.ToCustomerKey() };
        if (ShouldProcess(UploadText.AddressOf(upload), $"Write part {number}"))
        {
            Start(UploadText.AddressOf(upload), async cancellation => await WriteAsync(upload, number, await open(cancellation).ConfigureAwait(false), options, cancellation).ConfigureAwait(false));
        }
    }

    private async Task WriteAsync(R2MultipartUpload upload, int number, R2Content body, UploadPartOptions options, CancellationToken cancellation)
    {
        R2Checksum checksum = await body.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, cancellation).ConfigureAwait(false);
        R2Part part = await Client.UploadPartAsync(upload, number, body, options with { Checksum = checksum }, cancellation).ConfigureAwait(false);
        await WriteObjectAsync(part).ConfigureAwait(false);
    }
}
