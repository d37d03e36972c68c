using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Http;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Write, "R2Object", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(R2UploadResult))]
public sealed class WriteR2ObjectCommand : R2StoringCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ContentSet = "Content";

    private readonly HashSet<string> _addresses = [];
    private readonly GatheredContent _content = new();

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    // Neither this nor the key is mandatory here: the binder would settle on this set before it has seen that a file is piped in.
    /// <summary>Text, bytes or a stream. Several pieces of text become lines of one object.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ContentSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [UploadContentTransformation]
    public UploadContent? InputObject { get; set; }

    /// <summary>Key of the object; the file's name when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = ContentSet)]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>What every key begins with, before the file's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Prefix { get; set; } = "";

    /// <summary>Writes the files in folders too; keys keep the path from the folder's name on.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Recurse { get; set; }

    protected override void ProcessInput()
    {
        if (ParameterSetName == ContentSet)
        {
            if (InputObject is not null)
            {
                _content.Add(InputObject);
            }

            return;
        }

        bool literal = ParameterSetName == LiteralPathSet;
        foreach (string path in literal ? LiteralPath : Path)
        {
            Attempt(path, () => StartFiles(path, literal));
        }
    }

    protected override void EndInput()
    {
        if (ParameterSetName != ContentSet || (_content.IsEmpty && MyInvocation.ExpectingInput))
        {
            return;
        }

        CheckContent();
        (string bucket, string key, PutObjectOptions options) = (RequireBucket(), Prefix + Key, Options());
        if (ShouldProcess($"{bucket}/{key}", "Write content"))
        {
            Start($"{bucket}/{key}", cancellation => WriteContentAsync(bucket, key, options, cancellation));
        }
    }

    private void CheckContent()
    {
        if (_content.IsEmpty)
        {
            throw new R2Exception("InvalidArgument", "There is nothing to write: give -Path, -LiteralPath or -InputObject, or pipe something in.");
        }

        if (Key is null)
        {
            throw new R2Exception("InvalidArgument", "Content has no name of its own: give -Key.");
        }
    }

    private PutObjectOptions Options() => WithMetadata(new PutObjectOptions { Conditions = Conditions });

    private void StartFiles(string path, bool literal)
    {
        string bucket = RequireBucket();
        PutObjectOptions options = Options();
        foreach (LocalFile file in FilePaths.Find(this, path, literal).SelectMany(found => LocalFile.Find(found, Recurse && Key is null)))
        {
            string key = Prefix + (Key ?? file.Name);
            Attempt(file.Path, () => StartFile(file.Path, bucket, key, options));
        }
    }

    private void StartFile(string file, string bucket, string key, PutObjectOptions options)
    {
        string address = $"{bucket}/{key}";
        if (!_addresses.Add(address))
        {
            throw new R2Exception("DuplicateKey", $"'{file}' would overwrite what this command has just written to '{address}'.");
        }

        if (ShouldProcess(address, $"Write {file}"))
        {
            Start(address, cancellation => WriteAsync(ReplayableContent.FromFile(file), file, bucket, key, options, cancellation));
        }
    }

    private async Task WriteContentAsync(string bucket, string key, PutObjectOptions options, CancellationToken cancellation)
    {
        (ReplayableContent body, IAsyncDisposable owner) = await _content.OpenAsync(cancellation).ConfigureAwait(false);
        await using (owner.ConfigureAwait(false))
        {
            await WriteAsync(body, null, bucket, key, options, cancellation).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(ReplayableContent body, string? file, string bucket, string key, PutObjectOptions options, CancellationToken cancellation)
    {
        R2PutResult stored = await Client.PutObjectAsync(bucket, key, body, options, cancellation).ConfigureAwait(false);
        await WriteObjectAsync(new R2UploadResult
        {
            BucketName = bucket,
            Key = key,
            Size = body.Length,
            ETag = stored.ETag,
            Source = file,
            RequestId = stored.RequestId,
        }).ConfigureAwait(false);
    }
}
