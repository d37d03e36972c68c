using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Files;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Transfers;
using R2.Models;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that moves objects up.</summary>
public abstract class R2UploadCmdlet : R2StoringCmdlet
{
    /// <summary>The objects of this command, by what tells keys apart at R2.</summary>
    private readonly HashSet<string> _written = [];

    /// <summary>Fails where the object exists, decided by the server and so without a race.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Checksum that is sent and that the server compares; None for none.</summary>
    [Parameter]
    [ValidateSet("CRC32C", "CRC32", "SHA1", "SHA256", "CRC64NVME", "None")]
    public string Checksum { get; set; } = "CRC32C";

    /// <summary>Part size in bytes, such as 16MB.</summary>
    [Parameter]
    [SizeTransformation]
    public long? PartSize { get; set; }

    /// <summary>Takes up what an interrupted command left, and keeps what this one leaves.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Bytes a second over the whole command, such as 50MB.</summary>
    [Parameter]
    [SizeTransformation]
    public long? MaxBytesPerSecond { get; set; }

    /// <summary>Writes results in the order of the input.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    private protected override bool KeepsOrder => Ordered;

    /// <summary>Does not keep the times of files in the metadata of their objects.</summary>
    [Parameter]
    public SwitchParameter NoFileTime { get; set; }

    protected override void BeginInput()
    {
        base.BeginInput();
        OpenTransfers(options => options with
        {
            Checksum = R2TransferSession.Algorithm(Checksum),
            PartSize = PartSize ?? options.PartSize,
            Resume = Resume,
            MaxBytesPerSecond = MaxBytesPerSecond,
        });
    }

    /// <summary>The files that a path names; what of a folder cannot be read is an error of its own.</summary>
    private protected IEnumerable<LocalFile> FilesOf(string path, bool recurse) => recurse && Directory.Exists(path)
        ? LocalFile.In(
            path,
            (folder, exception) => WriteError(ErrorRecords.From(exception, folder)),
            link => WriteWarning($"'{link}' is a link to a folder and was not followed; name it to write its files."))
        : [LocalFile.At(path)];

    /// <summary>Starts the upload of one object.</summary>
    /// <param name="source">Where the bytes come from.</param>
    /// <param name="what">What to call them.</param>
    /// <param name="key">Key to write.</param>
    /// <param name="contentType">Media type where the command names none.</param>
    /// <param name="ended">Called when it is over, well or badly.</param>
    protected void StartUpload(R2Content source, string what, string key, string contentType, Action? ended = null)
    {
        string bucket = RequireBucket();
        string address = $"{bucket}/{key}";
        if (!_written.Add($"{bucket}/{R2Client.KeyIdentity(key)}"))
        {
            string why = Ascii.IsValid(key) ? "" : " Keys that differ only in Unicode form are the same object in R2.";
            throw new R2Exception(R2ErrorCodes.DuplicateKey, $"'{what}' would overwrite what this command has already written to '{address}'.{why}");
        }

        if (!ShouldProcess(address, $"Write {what}"))
        {
            ended?.Invoke();
            return;
        }

        R2UploadRequest request = new() { BucketName = bucket, Key = key, Content = source, Options = Options(contentType), KeepFileTime = !NoFileTime, OnEvent = Tell };
        StartTransfer(address, key, (progress, cancellation) => Transfers.Manager.UploadAsync(request with { Progress = progress }, cancellation), ended: ended);
    }

    private PutObjectOptions Options(string contentType)
    {
        PutObjectOptions options = WithMetadata(new PutObjectOptions { Conditions = NoClobber ? (Conditions ?? new()) with { IfNoneMatch = "*" } : Conditions });
        return options with { ContentType = options.ContentType ?? contentType };
    }
}
