using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Models;
using R2.Transfer;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Read, "R2Object", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo), ParameterSetName = [PathSet, LiteralPathSet])]
[OutputType(typeof(string), ParameterSetName = [StringSet])]
[OutputType(typeof(byte[]), ParameterSetName = [ByteSet])]
[OutputType(typeof(Stream), ParameterSetName = [StreamSet])]
public sealed class ReadR2ObjectCommand : R2ConditionalCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string StringSet = "String";
    private const string ByteSet = "Byte";
    private const string StreamSet = "Stream";
    private const int Piece = 64 * 1024;

    private TargetFolder? _folder;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Key { get; set; } = [];

    /// <summary>A folder, if it is one, ends in a slash, or keys are piped in; otherwise the file of the one key. The working directory when left out.</summary>
    [Parameter(Position = 1, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>As -Path; both take the text as it is, for a target is no pattern.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Overwrites files that are there.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Force { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = StringSet)]
    public SwitchParameter AsString { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByteSet)]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = StreamSet)]
    public SwitchParameter AsStream { get; set; }

    /// <summary><c>first-last</c>, <c>first-</c> or <c>-count</c>, in bytes from 0.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Range { get; set; }

    /// <summary>With -AsByteStream: the whole object as one array, in place of pieces of up to 64 KiB as they arrive.</summary>
    [Parameter(ParameterSetName = ByteSet)]
    public SwitchParameter Raw { get; set; }

    /// <summary>Escapes what file names cannot hold, reversibly, in place of refusing the key.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter SanitizeNames { get; set; }

    /// <summary>Takes up what an interrupted command left, and keeps what this one leaves.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>Slice size in bytes of large objects, such as 16MB.</summary>
    [Parameter]
    public long? PartSize { get; set; }

    /// <summary>Does not compare with the checksum stored with the object.</summary>
    [Parameter]
    public SwitchParameter SkipChecksum { get; set; }

    /// <summary>Bytes a second over the whole command, such as 50MB.</summary>
    [Parameter]
    public long? MaxBytesPerSecond { get; set; }

    /// <summary>Pieces of several objects must not mix.</summary>
    protected override int MaxConcurrency => ParameterSetName == ByteSet ? 1 : base.MaxConcurrency;

    protected override void BeginInput()
    {
        base.BeginInput();
        OpenTransfers(options => options with
        {
            Checksum = SkipChecksum ? null : options.Checksum,
            PartSize = PartSize ?? options.PartSize,
            Resume = Resume,
            MaxBytesPerSecond = MaxBytesPerSecond,
        });
    }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        GetObjectOptions options = new()
        {
            Conditions = Conditions,
            Range = Range is null ? null : RangeText.Parse(Range),
            SseCustomerKey = ToCustomerKey(SseCustomerKey),
        };
        foreach (string key in Key)
        {
            string address = $"{bucket}/{key}";
            if (ParameterSetName is PathSet or LiteralPathSet)
            {
                Attempt(address, () => StartFile(bucket, key, options));
            }
            else
            {
                Start(address, cancellation => WriteContentAsync(bucket, key, options, cancellation));
            }
        }
    }

    private void StartFile(string bucket, string key, GetObjectOptions options)
    {
        string file = Target(key);
        ExistingFile.ThrowIfInTheWay(file, Force);
        if (!ShouldProcess(file, $"Read {bucket}/{key}"))
        {
            return;
        }

        R2DownloadRequest request = new() { BucketName = bucket, Key = key, Path = file, Options = options, Notify = Notify };
        Start($"{bucket}/{key}", async cancellation =>
        {
            R2DownloadResult result = await Transfers.RunAsync(
                key, progress => Transfers.Manager.DownloadAsync(request with { Progress = progress }, cancellation)).ConfigureAwait(false);
            await WriteObjectAsync(new FileInfo(result.Path)).ConfigureAwait(false);
        });
    }

    private string Target(string key)
    {
        string given = ParameterSetName == LiteralPathSet ? LiteralPath : Path;
        string path = FilePaths.Resolve(this, given);
        bool isFolder = MyInvocation.ExpectingInput || Key.Length > 1 || given.EndsWith('/') || given.EndsWith('\\') || Directory.Exists(path);
        return isFolder ? (_folder ??= new TargetFolder(path, SanitizeNames)).PathFor(key) : path;
    }

    private async Task WriteContentAsync(string bucket, string key, GetObjectOptions options, CancellationToken cancellation)
    {
        (R2ObjectInfo info, Stream content) = await Transfers.Manager.OpenReadAsync(bucket, key, options, null, cancellation).ConfigureAwait(false);
        if (AsStream)
        {
            // It belongs to the user from here on; closing it gives the connection back.
            await WriteObjectAsync(content).ConfigureAwait(false);
            return;
        }

        await using (content.ConfigureAwait(false))
        {
            await (AsString ? WriteTextAsync(content, cancellation) : WriteBytesAsync(content, info.Size, cancellation)).ConfigureAwait(false);
        }
    }

    private async Task WriteTextAsync(Stream content, CancellationToken cancellation)
    {
        // UTF-8, unless a byte order mark says otherwise.
        using StreamReader reader = new(content);
        await WriteObjectAsync(await reader.ReadToEndAsync(cancellation).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task WriteBytesAsync(Stream content, long size, CancellationToken cancellation)
    {
        int most = Raw ? (int)Math.Min(size, Array.MaxLength) : Piece;
        bool any = false;
        while (true)
        {
            byte[] bytes = new byte[most];
            int read = await content.ReadAtLeastAsync(bytes, most, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            if (read > 0 || !any)
            {
                await WriteObjectAsync(read == most ? bytes : bytes[..read]).ConfigureAwait(false);
            }

            any = true;
            if (read < most || most == 0)
            {
                return;
            }
        }
    }
}
