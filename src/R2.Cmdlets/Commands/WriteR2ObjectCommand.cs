using System.Management.Automation;
using System.Text;
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
    private bool _namesFiles;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    // Neither this nor the key is mandatory here: the binder would settle on this set before it has seen that a file is piped in.
    // It is in the set of files too, since what Get-Content reads carries the path of its file and binds there: it is content all the same.
    /// <summary>Text, bytes or a stream. Several pieces of text become lines of one object.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = LiteralPathSet)]
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

    /// <summary>Encoding of text; UTF-8 without a byte order mark when left out.</summary>
    [Parameter]
    [ValidateNotNull]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    protected override void BeginInput()
    {
        base.BeginInput();
        _namesFiles = MyInvocation.BoundParameters.ContainsKey(nameof(LiteralPath));
    }

    protected override void ProcessInput()
    {
        if (ParameterSetName == ContentSet || InputObject is not null)
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
        if (ParameterSetName == ContentSet && InputObject is null && !MyInvocation.ExpectingInput)
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
            RefuseWhatIsNothing();
            return;
        }

        if (_namesFiles)
        {
            throw new R2Exception("InvalidArgument", "Both -LiteralPath and content are given; allowed is one of them.");
        }

        bool first = _content is null;
        _content ??= StartContent(InputObject);
        if (MyInvocation.ExpectingInput && (!first || InputObject.Stream is null))
        {
            _content.Add(InputObject, ServeUntil);
        }
    }

    /// <summary>$null is no content, and no error; an object that has a key and nothing to write to it would pass unnoticed.</summary>
    private void RefuseWhatIsNothing()
    {
        if (MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            throw new R2Exception("InvalidArgument", "The input has neither content nor a file: pipe in text, bytes, a stream or files, or objects with LiteralPath, PSPath or FullName.");
        }
    }

    private PipedContent StartContent(UploadContent first)
    {
        string key = Prefix + (Key ?? throw new R2Exception("InvalidArgument", "Content has no name of its own: give -Key."));
        PipedContent content = new(first, MyInvocation.ExpectingInput, Encoding ?? TextEncodings.Utf8);
        StartUpload(content.Source, "content", key, first.Text is null ? ContentTypes.Of(key) : TextType(key), content.Dispose);
        return content;
    }

    /// <summary>The media type of text that this command encodes: browsers and -AsString read it by its charset. Types beside text/ are UTF-8 where none is named.</summary>
    private string TextType(string key)
    {
        string guessed = ContentTypes.Of(key);
        string type = guessed == ContentTypes.Default ? "text/plain" : guessed;
        Encoding encoding = Encoding ?? TextEncodings.Utf8;
        return type.StartsWith("text/", StringComparison.Ordinal) || encoding.CodePage != TextEncodings.Utf8.CodePage ? $"{type}; charset={encoding.WebName}" : type;
    }

    private void StartFiles(string path, bool literal)
    {
        foreach (LocalFile[] files in FilePaths.Find(this, path, literal).SelectMany(found => FilesOf(found, Recurse && Key is null)).Chunk(Window))
        {
            foreach (LocalFile file in files.OrderByDescending(static f => f.Length))
            {
                Attempt(file.Path, () => StartUpload(UploadSource.FromFile(file.Path), file.Path, Prefix + (Key ?? file.Name), ContentTypes.Of(Prefix + (Key ?? file.Name), file.Path)));
            }
        }
    }
}
