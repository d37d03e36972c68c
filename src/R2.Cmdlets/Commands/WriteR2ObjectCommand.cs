using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Display;
using R2.Cmdlets.Files;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Transfers;
using R2.Files;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Write, "R2Object", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(R2UploadResult))]
public sealed class WriteR2ObjectCommand : R2UploadCmdlet
{
    /// <summary>Files of a tree are looked at this many at a time, the largest first: a long one that starts last would run on alone.</summary>
    private const int Window = 1024;

    private PipedContent? _content;
    private string? _contentKey;
    private string? _contentPrefix;
    private string? _onlyText;
    private Action<Task>? _serveUntil;
    private bool _anything, _refused;
    private (string? Checked, string? Warned) _prefix;
    private (bool Started, bool LeftOut) _files;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    // Neither this nor the key is mandatory: the binder would settle on this set before it has seen what is piped in.
    // Of any type, so that everything that is piped in comes here, rows and files too: what did not bind would be left out of the object, and the rest be stored.
    // No parameter of its set is bound by property name: the binder would look for each in every single byte. RowParameters reads them where it is a row.
    /// <summary>Text, bytes or a stream. Several texts become lines of one object.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ContentSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Stores an empty object where nothing is piped in.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    public SwitchParameter AllowEmpty { get; set; }

    /// <summary>Key of the object; the file's name when left out.</summary>
    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What every key begins with, before the file's name.</summary>
    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string Prefix { get; set; } = "";

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public override string? BucketName { get; set; }

    /// <summary>Place in a drive of R2: a folder to write into, or with the name of the object.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

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
        TakePlace();
    }

    private protected override bool TakePiece()
    {
        if (_content is not { TakesPieces: true } || (InputObject is PSObject wrapped ? wrapped.BaseObject : InputObject) is not byte piece
            || !ReferenceEquals(Key, _contentKey) || !ReferenceEquals(Prefix, _contentPrefix))
        {
            return false;
        }

        _onlyText = null;
        _content.Add(piece, _serveUntil ??= ServeUntil);
        return true;
    }

    protected override void ProcessInput()
    {
        if (Prefix != _prefix.Checked)
        {
            _prefix.Checked = Prefix;
            if (CommandText.BackslashHint(Prefix, PathRules.Here) is { } hint)
            {
                WriteWarning(hint);
            }
        }

        if (ParameterSetName == PathSet)
        {
            StartFiles(Path, literal: false);
        }
        else if (InputObject is not null)
        {
            // What came before the object was refused is not stored, and what comes behind is none of another.
            _anything = true;
            WriteErrorOnFailure(InputObject, () => { if (!_refused) { Take(InputObject); } });
        }
        else if (LiteralPath.Length > 0)
        {
            StartFiles(LiteralPath, literal: true);
        }
    }

    protected override void EndInput()
    {
        base.EndInput();
        // No files of a folder are no files to write; but where the line has the key, something was to be stored under it.
        if (!_anything && LiteralPath.Length == 0 && (AllowEmpty || !MyInvocation.ExpectingInput || (Key is not null && !Piped.IsScript(nameof(Key)))))
        {
            AddContent(AllowEmpty ? UploadContent.Empty : throw new R2Exception("NothingToWrite", MyInvocation.ExpectingInput
                ? $"Nothing was piped in, and '{RequireBucket()}/{Prefix}{Key}' was not written."
                : "There is nothing to write: -Path, -LiteralPath and -InputObject are not given, and nothing was piped in."));
        }

        CompleteContent();
        if (_files.LeftOut)
        {
            WriteWarning("No file was written: -Include and -Exclude leave none over.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _content?.Dispose();
    }

    /// <summary>Where the line names no key and no prefix, the place in a drive says both.</summary>
    private void TakePlace()
    {
        if (Destination is not null && (Place is null || Piped.IsGiven(nameof(Key)) || Piped.IsGiven(nameof(Prefix)) || Piped.IsGiven(nameof(BucketName))))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, Place is null
                ? $"'{Destination}' is no place in a drive of R2. Without a drive: -BucketName, and -Key or -Prefix."
                : "-Destination says bucket and key: it is given without -BucketName, -Key and -Prefix.");
        }

        if (Place is { } place && !Piped.IsGiven(nameof(Key)) && !Piped.IsGiven(nameof(Prefix)))
        {
            (Key, Prefix) = Destination is null || place.IsFolder ? (Key, place.Prefix) : (place.Key, Prefix);
        }
    }

    /// <summary>One input: content, a file, or a row that names one. Anything else is refused, with all of the object that it would be part of.</summary>
    private void Take(object input)
    {
        try
        {
            if (UploadContent.From(input) is { } content)
            {
                AddContent(content);
            }
            else
            {
                TakeRow(new PipedRow(PSObject.AsPSObject(input)));
            }
        }
        catch (R2Exception exception)
        {
            // With one key for all that is piped in, the rest would be stored as if it were all.
            _refused = Piped.IsGiven(nameof(Key)) && !Piped.IsScript(nameof(Key));
            if (_content?.Fail(exception) != true)
            {
                throw;
            }
        }
    }

    /// <summary>A file, or a row that names one, and may say where it goes; what the line says goes before.</summary>
    private void TakeRow(PipedRow row)
    {
        string[]? literal = row.TextsOf("LiteralPath") ?? row.TextsOf("PSPath") ?? row.TextsOf("FullName");
        string[] paths = literal ?? [row.PathOfFile ?? throw row.Refuse("is not text, bytes or a stream, and does not name a file by LiteralPath or Path")];
        (string? key, string prefix, string? bucket) = (Key, Prefix, BucketName);
        try
        {
            Key = Piped.IsGiven(nameof(Key)) ? Key : row.Name("Key");
            Prefix = Piped.IsGiven(nameof(Prefix)) ? Prefix : row.Text("Prefix") ?? "";
            BucketName = Piped.IsGiven(nameof(BucketName)) ? BucketName : row.Bucket;
            WithDescription(row, () => StartFiles(paths, literal: literal is not null));
        }
        finally
        {
            (Key, Prefix, BucketName) = (key, prefix, bucket);
        }
    }

    private void AddContent(UploadContent content)
    {
        if (_content is not null && (Key != _contentKey || Prefix != _contentPrefix))
        {
            CompleteContent();
            _content = null;
        }

        bool first = _content is null;
        if (Key?.EndsWith('/') == true && !(first && content.IsEmpty))
        {
            throw new R2Exception("KeyIsFolder", $"The key '{Prefix}{Key}' ends in a slash, and the content has no file name to append.");
        }

        _content ??= StartContent(content, Key ?? throw NoKey(content));
        if (content.Warning is { } warning && _content.MayWarn())
        {
            WriteWarning($"'{Prefix}{Key}': {warning}");
        }

        _onlyText = first ? content.Text : null;
        if (MyInvocation.ExpectingInput && (!first || content.Stream is null))
        {
            _content.Add(content, ServeUntil);
        }
    }

    private void CompleteContent()
    {
        _content?.Complete(ServeUntil);
        if (_content is not null && FilePaths.Exists(this, _onlyText))
        {
            WriteWarning($"'{_contentPrefix}{_contentKey}' holds the text '{_onlyText}', which is also the name of a file. To write the file: Get-Item -LiteralPath {CommandText.Quote(_onlyText!)} | Write-R2Object");
        }
    }

    /// <summary>A path that is piped in as text is text; whoever does so mostly means the file.</summary>
    private R2Exception NoKey(UploadContent content) => new("KeyRequired", FilePaths.Exists(this, content.Text)
        ? $"'{content.Text}' was piped in as text, which has no name. To write the file: Get-Item -LiteralPath {CommandText.Quote(content.Text!)} | Write-R2Object"
        : "The content has no name, and so no key.");

    private PipedContent StartContent(UploadContent first, string key)
    {
        PipedContent content = new(first, MyInvocation.ExpectingInput, Encoding ?? TextEncodings.Utf8);
        if (first.Text is not null && Encoding is not null && ContentType?.Contains("charset=", StringComparison.OrdinalIgnoreCase) == false)
        {
            ContentType += $"; charset={Encoding.WebName}";
        }

        StartUpload(content.Source, "content", Prefix + key, first.Text is null ? ContentTypes.Of(key) : TextEncodings.TypeOf(key, Encoding ?? TextEncodings.Utf8), content.Dispose);
        (_contentKey, _contentPrefix) = (key, Prefix);
        return content;
    }

    private R2Exception OneKey(string folder) => new(
        R2ErrorCodes.InvalidArgument, $"'{folder}' is a folder, whose files cannot all have the key '{Prefix}{Key}': give -Prefix {CommandText.Quote($"{Prefix}{Key}/")} instead of -Key, and the file names are appended.");

    private void StartFiles(string[] paths, bool literal)
    {
        _anything = true;
        List<(string Path, FileTree[] Found)> all = [];
        foreach (string path in paths)
        {
            WriteErrorOnFailure(path, () => all.Add((path, FindFiles(path, literal))));
        }

        if (!MyInvocation.ExpectingInput)
        {
            ExpectedFiles.Announce(Transfers.Display, all.SelectMany(static one => one.Found), Recurse, Selection);
        }

        all.ForEach(one => WriteErrorOnFailure(one.Path, () => StartFound(one.Found)));
    }

    private void StartFound(FileTree[] found)
    {
        // A key that ends in a slash means into: the file's name is appended.
        string? into = Key is null ? Prefix : Key.EndsWith('/') ? Prefix + Key : null;
        _files.LeftOut |= !Selection.IsAll && !_files.Started;
        foreach (LocalFile[] files in found.SelectMany(one => Recurse && into is null && one.IsFolder ? throw OneKey(one.Path) : FilesOf(one, Recurse)).Chunk(Window))
        {
            // One file, by far the most frequent case, has nothing to put in order.
            foreach (LocalFile file in files.Length == 1 ? files.AsEnumerable() : files.OrderByDescending(static file => file.Length))
            {
                StartFile(file, into);
            }
        }
    }

    private FileTree[] FindFiles(string path, bool literal)
    {
        bool isNamed = literal ? Piped.IsGiven(nameof(LiteralPath)) : !WildcardPattern.ContainsWildcardCharacters(path);
        return [.. FilePaths.FindSources(this, path, literal, Key).Select(found => new FileTree(found, FileTree.MeansContents(path), isNamed))];
    }

    private void StartFile(LocalFile file, string? into) => WriteErrorOnFailure(file.Path, () =>
    {
        _files = (Started: true, LeftOut: false);
        string key = into is null ? Prefix + Key : into + file.Name;
        if (into is not null && into != _prefix.Warned && CommandText.FolderHint(_prefix.Warned = into, key) is { } hint)
        {
            WriteWarning(hint);
        }

        StartUpload(R2Content.FromFile(file.Path), file.Path, key, ContentTypes.Of(key, file.Path));
    });
}
