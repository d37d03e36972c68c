using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Cmdlets.Completion;
using R2.Models;
using R2.Transfer;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Write, "R2Object", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(R2UploadResult))]
public sealed class WriteR2ObjectCommand : R2UploadCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ContentSet = "Content";

    /// <summary>Files of a tree are looked at this many at a time, the largest first: a long one that starts last would run on alone.</summary>
    private const int Window = 1024;

    private PipedContent? _content;

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
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What every key begins with, before the file's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string Prefix { get; set; } = "";

    /// <summary>Writes the files in folders too; keys keep the path from the folder's name on.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Recurse { get; set; }

    protected override void ProcessInput()
    {
        if (ParameterSetName == ContentSet)
        {
            AddContent();
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
        if (ParameterSetName == ContentSet && _content is null && !MyInvocation.ExpectingInput)
        {
            throw new R2Exception("InvalidArgument", "There is nothing to write: give -Path, -LiteralPath or -InputObject, or pipe something in.");
        }

        _content?.Complete(ServeUntil);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _content?.Dispose();
    }

    private void AddContent()
    {
        if (InputObject is null)
        {
            return;
        }

        bool first = _content is null;
        _content ??= StartContent(InputObject);
        if (MyInvocation.ExpectingInput && (!first || InputObject.Stream is null))
        {
            _content.Add(InputObject, ServeUntil);
        }
    }

    private PipedContent StartContent(UploadContent first)
    {
        string key = Prefix + (Key ?? throw new R2Exception("InvalidArgument", "Content has no name of its own: give -Key."));
        string guessed = ContentTypes.Of(key);
        PipedContent content = new(first, MyInvocation.ExpectingInput);
        string contentType = first.IsText && guessed == ContentTypes.Default ? "text/plain; charset=utf-8" : guessed;
        StartUpload(content.Source, "content", key, contentType, content.Dispose);
        return content;
    }

    private void StartFiles(string path, bool literal)
    {
        foreach (LocalFile[] files in FilePaths.Find(this, path, literal).SelectMany(found => FilesOf(found, Recurse && Key is null)).Chunk(Window))
        {
            foreach (LocalFile file in files.OrderByDescending(static f => f.Length))
            {
                Attempt(file.Path, () => StartUpload(UploadSource.FromFile(file.Path), file.Path, Prefix + (Key ?? file.Name), ContentTypes.Of(file.Path)));
            }
        }
    }
}
