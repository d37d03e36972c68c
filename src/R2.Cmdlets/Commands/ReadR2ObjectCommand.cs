using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Files;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Parameters.Groups;
using R2.Cmdlets.Transfers;
using R2.Cmdlets.Transfers.Content;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Read, "R2Object", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo), ParameterSetName = [PathSet, LiteralPathSet])]
[OutputType(typeof(string), ParameterSetName = [StringSet])]
[OutputType(typeof(byte[]), ParameterSetName = [ByteSet])]
[OutputType(typeof(Stream), ParameterSetName = [StreamSet])]
public sealed partial class ReadR2ObjectCommand : R2ObjectCmdlet, IBucketCmdlet, IConditionParameters, ICustomerKeyParameters, ITransferParameters
{
    /// <summary>Up to here an object whose bytes nothing behind this command takes as they come is one array: in a variable they would be all the same.</summary>
    private const long LargestWhole = 256 * 1024 * 1024;

    private readonly Dictionary<string, TargetFolder> _folders = [];
    private (string Path, bool IsFolder)? _target;
    private readonly ClaimedFiles _files = new();

    private protected override bool KeepsOrder => Ordered;

    /// <summary>Bytes of several objects must not mix.</summary>
    protected override int MaxConcurrency => ParameterSetName == ByteSet ? 1 : base.MaxConcurrency;

    protected override void BeginInput()
    {
        base.BeginInput();
        if (Force && SkipExisting)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -Force and -SkipExisting are given; it must be one of them.");
        }

        OpenTransfers(options => this.Over(options) with { Checksum = SkipChecksum ? null : options.Checksum });
    }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        GetObjectOptions options = Options();
        ForEachKey(InputObject, Key, key =>
        {
            string address = $"{bucket}/{key}";
            if (ParameterSetName is PathSet or LiteralPathSet)
            {
                WriteErrorOnFailure(address, () => StartFile(bucket, key, address, options));
            }
            else if (AsByteStream)
            {
                Start(address, cancellation => WriteBytesAsync(bucket, key, options, cancellation));
            }
            else
            {
                StartOne<object>(address, cancellation => ContentAsync(bucket, key, options, cancellation));
            }
        });
    }

    /// <summary>What of a key becomes a path below a folder. Empty where it is the folder itself.</summary>
    /// <exception cref="R2Exception">The key does not begin with -StripPrefix.</exception>
    private string NameOf(string key)
    {
        if (StripPrefix is null)
        {
            return key;
        }

        if (!key.StartsWith(StripPrefix, StringComparison.Ordinal))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"The key '{key}' does not begin with '{StripPrefix}', which -StripPrefix leaves away.");
        }

        string rest = key[StripPrefix.Length..];
        if (rest.Length == 0 && !key.EndsWith('/'))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"-StripPrefix '{StripPrefix}' leaves no name of the key '{key}'.");
        }

        return StripPrefix.EndsWith('/') || !rest.StartsWith('/') ? rest : rest[1..];
    }

    /// <summary>What the command asks of every object.</summary>
    private GetObjectOptions Options() => new()
    {
        Conditions = this.ToConditions(),
        Range = Range is null ? null : RangeText.Parse(Range),
        SseCustomerKey = this.ToCustomerKey(),
    };

    private void StartFile(string bucket, string key, string address, GetObjectOptions options)
    {
        // Once for all keys, unless each has its own: the provider looks through the machine's mounts each time it resolves a path.
        bool several = Key is { Length: > 1 } || StripPrefix is not null;
        (string path, bool isFolder) = OwnPath() is { } own ? Target(own, several)
            : _target ??= Target(ParameterSetName == LiteralPathSet ? LiteralPath : Piped.IsGiven(nameof(Path)) || Place is null ? Path : SessionState.Path.CurrentFileSystemLocation.ProviderPath, several || MyInvocation.ExpectingInput);
        string name = NameOf(key);
        bool isMarker = isFolder && key.EndsWith('/');
        TargetFolder? folder = isFolder ? FolderAt(path) : null;
        string file = folder is null || name.Length == 0 ? path : isMarker ? folder.FolderFor(name) : folder.PathFor(name);
        if (SkipExisting && !isMarker && File.Exists(file))
        {
            WriteVerbose($"The file '{file}' already exists, and was skipped.");
            return;
        }

        if (!isMarker)
        {
            ExistingFile.ThrowIfInTheWay(file, Force);
        }

        _files.Claim(file, address, isNoLink: folder is not null);
        if (ShouldProcess(file, $"Read {address}"))
        {
            R2DownloadRequest request = new() { BucketName = bucket, Key = key, Path = file, Options = options, Overwrite = Force, KeepFileTime = !NoFileTime, Folder = folder, OnEvent = Tell };
            StartTransfer<object>(address, key, (progress, cancellation) => isMarker
                ? MakeFolderAsync(request with { Progress = progress }, folder!, name, cancellation)
                : DownloadAsync(request with { Progress = progress }, cancellation));
        }
    }

    /// <summary>The file, or nothing where one was made meanwhile that is to be left.</summary>
    private async Task<object> DownloadAsync(R2DownloadRequest request, CancellationToken cancellation)
    {
        try
        {
            return Emitted(await Transfers.Manager.DownloadAsync(request, cancellation).ConfigureAwait(false));
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.FileExists && SkipExisting)
        {
            return Skipped(exception);
        }
    }

    /// <summary>The file or folder that one input names for itself; null where the line names it, or nobody does.</summary>
    private string? OwnPath()
    {
        if (Piped.IsScript(nameof(Path)))
        {
            return Path;
        }

        PipedRow? row = InputObject is null || Piped.IsGiven(nameof(Path)) || Piped.IsGiven(nameof(LiteralPath)) ? null : new PipedRow(InputObject);
        return row?.Text("Path") ?? row?.Text("LiteralPath") ?? row?.Text("FullName");
    }

    private TargetFolder FolderAt(string path) => _folders.TryGetValue(path, out TargetFolder? folder) ? folder : _folders[path] = new TargetFolder(path, SanitizeNames);

    /// <summary>Where a path leads, and whether that is a folder, which keys are put into.</summary>
    private (string Path, bool IsFolder) Target(string given, bool several)
    {
        string path = FilePaths.Resolve(this, given);
        bool isFolder = several || given.EndsWith('/') || given.EndsWith('\\') || Directory.Exists(path);
        return isFolder && File.Exists(path)
            ? throw new R2Exception(R2ErrorCodes.FileExists, $"'{path}' is a file; several keys, or keys from the pipeline, need a folder.")
            : (path, isFolder);
    }

    /// <summary>An empty object whose key ends in a slash is how other tools keep an empty folder: it becomes one. One that has bytes is a file with an odd name.</summary>
    private async Task<object> MakeFolderAsync(R2DownloadRequest request, TargetFolder folder, string name, CancellationToken cancellation)
    {
        R2ObjectInfo marker = await Client.HeadObjectAsync(request.BucketName, request.Key, request.Options with { Range = null }, cancellation).ConfigureAwait(false);
        if (marker.Size == 0)
        {
            return EmittedFile.From(ExistingFile.MakeFolder(request.Path));
        }

        string file = folder.PathFor(name);
        ExistingFile.ThrowIfInTheWay(file, Force || SkipExisting);
        return await DownloadAsync(request with { Path = file }, cancellation).ConfigureAwait(false);
    }

    private static PSObject Emitted(R2DownloadResult result) => EmittedFile.From(new FileInfo(result.Path));

    /// <summary>With -AsStream the stream, which belongs to the user from here on: closing it gives the connection back. Otherwise the text.</summary>
    private async Task<object> ContentAsync(string bucket, string key, GetObjectOptions options, CancellationToken cancellation)
    {
        R2ObjectContent opened = await Transfers.Manager.OpenReadAsync(bucket, key, options, null, cancellation).ConfigureAwait(false);
        if (AsStream)
        {
            return opened.Content;
        }

        await using (opened.Content.ConfigureAwait(false))
        {
            byte[] bytes = await ObjectBytes.ReadAllAsync(opened.Content, LengthInMemory(opened.Info, options), cancellation).ConfigureAwait(false);
            return new StoredText(opened.Info, Encoding, Notify).Decode(bytes, options.Range is not null);
        }
    }

    private async Task WriteBytesAsync(string bucket, string key, GetObjectOptions options, CancellationToken cancellation)
    {
        R2ObjectContent opened = await Transfers.Manager.OpenReadAsync(bucket, key, options, null, cancellation).ConfigureAwait(false);
        (R2ObjectInfo info, Stream content) = (opened.Info, opened.Content);
        await using (content.ConfigureAwait(false))
        {
            if (Raw || (Length(info, options) <= LargestWhole && MyInvocation.PipelinePosition == MyInvocation.PipelineLength))
            {
                await WriteObjectAsync(await ObjectBytes.ReadAllAsync(content, LengthInMemory(info, options), cancellation).ConfigureAwait(false)).ConfigureAwait(false);
            }
            else
            {
                await ObjectBytes.WriteBytesAsync(content, bytes => WriteObjectAsync(bytes), cancellation).ConfigureAwait(false);
            }
        }
    }

    private static long Length(R2ObjectInfo info, GetObjectOptions options) => options.Range is { } range ? range.LengthIn(info.Size) : info.Size;

    /// <summary>What -Raw and -AsString make room for at most: the object, or the range of it.</summary>
    private static long LengthInMemory(R2ObjectInfo info, GetObjectOptions options)
    {
        long length = Length(info, options);
        return length <= Array.MaxLength
            ? length
            : throw new R2Exception("ObjectTooLarge", $"It has {length:N0} bytes; one text or array can hold at most {Array.MaxLength:N0}.") { BucketName = info.BucketName, Key = info.Key };
    }
}
