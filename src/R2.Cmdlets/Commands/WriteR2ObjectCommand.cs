using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Display;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Files;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Parameters.Groups;
using R2.Cmdlets.Transfers;
using R2.Cmdlets.Transfers.Content;
using R2.Files;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Write, "R2Object", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(R2UploadResult))]
public sealed partial class WriteR2ObjectCommand : R2ObjectCmdlet, IBucketCmdlet, IConditionParameters, ICustomerKeyParameters, IMetadataParameters, ITransferParameters
{
    /// <summary>Files of a tree are looked at this many at a time, the largest first: a long one that starts last would run on alone.</summary>
    private const int Window = 1024;

    /// <summary>Which files are meant.</summary>
    private NameSelection _selection = NameSelection.All;

    private bool _anything, _refused;
    private (string? Checked, string? Warned) _prefix;
    private (bool Started, bool LeftOut) _files;

    private protected override bool KeepsOrder => Ordered;

    protected override void BeginInput()
    {
        base.BeginInput();
        if (SkipExisting && NoClobber)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -SkipExisting and -NoClobber are given; it must be one of them.");
        }

        _selection = new NameSelection(Include, Exclude);
        OpenTransfers(options => this.Over(options) with { Checksum = R2TransferSession.Algorithm(Checksum) });
        TakePlace();
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
            RowMetadata.With(this, Piped, row, () => StartFiles(paths, literal: literal is not null));
        }
        finally
        {
            (Key, Prefix, BucketName) = (key, prefix, bucket);
        }
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
            ExpectedFiles.Announce(Transfers.Display, all.SelectMany(static one => one.Found), Recurse, _selection);
        }

        all.ForEach(one => WriteErrorOnFailure(one.Path, () => StartFound(one.Found)));
    }

    private void StartFound(FileTree[] found)
    {
        // A key that ends in a slash means into: the file's name is appended.
        string? into = Key is null ? Prefix : Key.EndsWith('/') ? Prefix + Key : null;
        _files.LeftOut |= !_selection.IsAll && !_files.Started;
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

    /// <summary>The files that are meant: one that a path names or a wildcard finds, or those of a folder; what of it cannot be read is an error of its own.</summary>
    private IEnumerable<LocalFile> FilesOf(FileTree found, bool recurse)
    {
        if (recurse && found.IsFolder)
        {
            return LocalFile.In(
                found,
                _selection,
                (folder, exception) => WriteError(ErrorRecords.From(exception, folder)),
                link => WriteWarning($"'{link}' is a link to a folder and was not followed; name it to write its files."));
        }

        LocalFile file = LocalFile.At(found.Path);
        return _selection.Contains(file.Name) ? [file] : [];
    }
}
