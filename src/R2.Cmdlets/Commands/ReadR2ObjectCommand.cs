using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Models;

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
        bool overwrite = Force;
        AtomicFile.CheckFree(file, overwrite);
        if (ShouldProcess(file, $"Read {bucket}/{key}"))
        {
            Start($"{bucket}/{key}", cancellation => SaveAsync(bucket, key, options, file, overwrite, cancellation));
        }
    }

    private string Target(string key)
    {
        string given = ParameterSetName == LiteralPathSet ? LiteralPath : Path;
        string path = FilePaths.Resolve(this, given);
        bool isFolder = MyInvocation.ExpectingInput || Key.Length > 1 || given.EndsWith('/') || given.EndsWith('\\') || Directory.Exists(path);
        return isFolder ? DownloadTarget.Below(path, key) : path;
    }

    private async Task SaveAsync(string bucket, string key, GetObjectOptions options, string file, bool overwrite, CancellationToken cancellation)
    {
        R2ObjectContent content = await Client.GetObjectAsync(bucket, key, options, cancellation).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await AtomicFile.WriteAsync(file, content.Content, overwrite, cancellation).ConfigureAwait(false);
        }

        await WriteObjectAsync(new FileInfo(file)).ConfigureAwait(false);
    }

    private async Task WriteContentAsync(string bucket, string key, GetObjectOptions options, CancellationToken cancellation)
    {
        R2ObjectContent content = await Client.GetObjectAsync(bucket, key, options, cancellation).ConfigureAwait(false);
        if (AsStream)
        {
            // It belongs to the user from here on; closing it gives the connection back.
            await WriteObjectAsync(content.Content).ConfigureAwait(false);
            return;
        }

        await using (content.ConfigureAwait(false))
        {
            await WriteObjectAsync(await ReadAsync(content, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task<object> ReadAsync(R2ObjectContent content, CancellationToken cancellation)
    {
        if (AsString)
        {
            // UTF-8, unless a byte order mark says otherwise.
            using StreamReader reader = new(content.Content);
            return await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
        }

        byte[] bytes = new byte[content.ContentLength];
        await content.Content.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        return bytes;
    }
}
