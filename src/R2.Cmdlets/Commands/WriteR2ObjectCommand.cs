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
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string ContentSet = "Content";

    /// <summary>Files of a tree are looked at this many at a time, the largest first: a long one that starts last would run on alone.</summary>
    private const int Window = 1024;

    private PipedContent? _content;
    private string? _contentKey;
    private string? _contentPrefix;
    private string? _onlyText;
    private bool _namesFiles;
    private bool _anything;
    private bool _refused;
    private string? _checkedPrefix;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    // Neither this nor the key is mandatory here: the binder would settle on this set before it has seen that a file is piped in.
    // It is in the set of files too, since what Get-Content reads carries the path of its file and binds there: it is content all the same.
    // Of any type, so that everything comes here: what did not bind would be left out of the object, and the rest be stored.
    /// <summary>Text, bytes or a stream. Several texts become lines of one object.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = LiteralPathSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Stores an empty object where nothing is piped in.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    public SwitchParameter AllowEmpty { get; set; }

    /// <summary>Key of the object; the file's name when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ContentSet)]
    [ValidateNotNullOrEmpty]
    [KeyText]
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
        if (Prefix != _checkedPrefix)
        {
            _checkedPrefix = Prefix;
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
        if (!_anything && (AllowEmpty || !MyInvocation.ExpectingInput || (Key is not null && !Piped.IsScript(nameof(Key)))))
        {
            AddContent(AllowEmpty ? UploadContent.Empty : throw new R2Exception("NothingToWrite", MyInvocation.ExpectingInput
                ? $"Nothing was piped in, and '{RequireBucket()}/{Prefix}{Key}' was not written."
                : "There is nothing to write: -Path, -LiteralPath and -InputObject are not given, and nothing was piped in."));
        }

        CompleteContent();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _content?.Dispose();
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
            else if (LiteralPath.Length > 0)
            {
                StartFiles(LiteralPath, literal: true);
            }
            else
            {
                PipedRow row = new(PSObject.AsPSObject(input));
                StartFiles([row.PathOfFile ?? throw row.Refuse("is not text, bytes or a stream, and does not name a file by LiteralPath or Path")], literal: false);
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

    private void AddContent(UploadContent content)
    {
        if (_namesFiles || (LiteralPath.Length > 0 && Piped.IsGiven(nameof(InputObject))))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -LiteralPath and content are given; it must be one of them.");
        }

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
        if (_content is not null && IsFile(_onlyText))
        {
            WriteWarning($"'{_contentPrefix}{_contentKey}' holds the text '{_onlyText}', which is also the name of a file. To write the file: Get-Item -LiteralPath {CommandText.Quote(_onlyText!)} | Write-R2Object");
        }
    }

    private bool IsFile(string? text) => text is { Length: > 0 and < 4096 } && FilePaths.Exists(this, text);

    /// <summary>A path that is piped in as text is text; whoever does so mostly means the file.</summary>
    private R2Exception NoKey(UploadContent content) => new("KeyRequired", IsFile(content.Text)
        ? $"'{content.Text}' was piped in as text, which has no name. To write the file: Get-Item -LiteralPath {CommandText.Quote(content.Text!)} | Write-R2Object"
        : "The content has no name, and so no key.");

    private PipedContent StartContent(UploadContent first, string key)
    {
        PipedContent content = new(first, MyInvocation.ExpectingInput, Encoding ?? TextEncodings.Utf8);
        if (first.Text is not null && Encoding is not null && ContentType?.Contains("charset=", StringComparison.OrdinalIgnoreCase) == false)
        {
            ContentType += $"; charset={Encoding.WebName}";
        }

        StartUpload(content.Source, "content", Prefix + key, first.Text is null ? ContentTypes.Of(key) : TextType(key), content.Dispose);
        (_contentKey, _contentPrefix) = (key, Prefix);
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

    private R2Exception OneKey(string folder) => new(
        R2ErrorCodes.InvalidArgument, $"'{folder}' is a folder, whose files cannot all have the key '{Prefix}{Key}': give -Prefix {CommandText.Quote($"{Prefix}{Key}/")} instead of -Key, and the file names are appended.");

    private void StartFiles(string[] paths, bool literal)
    {
        _anything = true;
        List<(string Path, IReadOnlyList<string> Files)> found = [];
        foreach (string path in paths)
        {
            WriteErrorOnFailure(path, () => found.Add((path, FindFiles(path, literal))));
        }

        found.ForEach(one => Announce(one.Files));
        found.ForEach(one => WriteErrorOnFailure(one.Path, () => StartFound(one.Files)));
    }

    private void StartFound(IReadOnlyList<string> found)
    {
        // A key that ends in a slash means into: the file's name is appended.
        string? into = Key is null ? Prefix : Key.EndsWith('/') ? Prefix + Key : null;
        if (found.Count == 1 && !(Recurse && Directory.Exists(found[0])))
        {
            // By far the most frequent case, which has nothing to put in order.
            StartFile(LocalFile.At(found[0]), into);
        }
        else
        {
            StartFiles(found, into);
        }
    }

    private IReadOnlyList<string> FindFiles(string path, bool literal)
    {
        try
        {
            return FilePaths.Find(this, path, literal);
        }
        catch (R2Exception exception) when (exception.Code == "FileNotFound" && Key is not null && path.AsSpan().IndexOfAny('/', '\\', '.') < 0)
        {
            throw new R2Exception("FileNotFound", $"There is no file '{path}'. To store it as text, pipe it in: {CommandText.Quote(path)} | Write-R2Object -Key {CommandText.Quote(Key)}", exception);
        }
    }

    /// <summary>Says how much will be written, as far as that is known; a tree is counted beside its upload.</summary>
    private void Announce(IReadOnlyList<string> paths)
    {
        TransferDisplay display = Transfers.Display;
        if (display.IsSilent || MyInvocation.ExpectingInput)
        {
            return;
        }

        LocalFile[] files = [.. paths.Where(path => !(Recurse && Directory.Exists(path))).Select(LocalFile.At)];
        display.Expect(files.Length, files.Sum(static file => file.Length));
        foreach (string folder in Recurse ? paths.Where(Directory.Exists) : [])
        {
            display.Open();
            Task.Run(() =>
            {
                foreach (LocalFile file in LocalFile.In(folder, static (_, _) => { }, static _ => { }))
                {
                    display.Expect(1, file.Length);
                }

                display.Close();
            });
        }
    }

    private void StartFiles(IReadOnlyList<string> paths, string? into)
    {
        foreach (LocalFile[] files in paths.SelectMany(path => Recurse && into is null && Directory.Exists(path) ? throw OneKey(path) : FilesOf(path, Recurse)).Chunk(Window))
        {
            foreach (LocalFile file in files.OrderByDescending(static file => file.Length))
            {
                StartFile(file, into);
            }
        }
    }

    private void StartFile(LocalFile file, string? into) => WriteErrorOnFailure(file.Path, () =>
    {
        string key = into is null ? Prefix + Key : into + file.Name;
        StartUpload(R2Content.FromFile(file.Path), file.Path, key, ContentTypes.Of(key, file.Path));
    });
}
