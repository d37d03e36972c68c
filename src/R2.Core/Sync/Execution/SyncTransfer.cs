using R2.Files;
using R2.Models;
using R2.Sync.Listing;
using R2.Sync.Planning;
using R2.Transfer.Paths;

namespace R2.Sync.Execution;

/// <summary>Moves one key. Whatever is replaced has to be what was listed, and what is new must not be there: of two that write at once the second is told.</summary>
internal sealed class SyncTransfer(SyncRun run)
{
    private readonly BackupCopy _backup = new(run);
    private readonly LocalWriter _files = new(run);

    private R2SyncLocation To => run.Destination;

    /// <returns>The row, or the same row failed.</returns>
    public async Task<PlanRow> RunAsync(PlanRow row, CancellationToken cancellationToken)
    {
        R2TransferProgress progress = run.Progress.Begin(row.Key);
        try
        {
            await MoveAsync(row, progress, cancellationToken).ConfigureAwait(false);
            return row;
        }
        catch (R2Exception e) when (!cancellationToken.IsCancellationRequested && e.Kind != R2ErrorKind.Closed)
        {
            return row.Failing(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return row.Failing(new R2Exception(run.Destination.IsFolder ? R2ErrorCodes.TargetNotWritable : R2ErrorCodes.SourceUnreadable, e.Message, e) { Key = row.Key });
        }
        finally
        {
            run.Progress.End(progress, row.Bytes);
        }
    }

    private async Task MoveAsync(PlanRow row, R2TransferProgress progress, CancellationToken cancellationToken)
    {
        if (!To.IsFolder && row.Destination is { } replaced && row.Action is not (R2SyncActionKind.Rename or R2SyncActionKind.UpdateMetadata))
        {
            await _backup.KeepAsync(replaced, cancellationToken).ConfigureAwait(false);
        }

        switch (row.Action)
        {
            case R2SyncActionKind.Upload when row.Source!.IsMarker:
                await MarkAsync(row, progress, cancellationToken).ConfigureAwait(false);
                break;
            case R2SyncActionKind.Upload:
                await UploadAsync(row, progress, cancellationToken).ConfigureAwait(false);
                break;
            case R2SyncActionKind.Download:
                await _files.DownloadAsync(row, progress, cancellationToken).ConfigureAwait(false);
                break;
            case R2SyncActionKind.Copy when run.IsWithinServer:
                await CopyAsync(row, progress, cancellationToken).ConfigureAwait(false);
                break;
            case R2SyncActionKind.Copy:
                await StreamAsync(row, progress, cancellationToken).ConfigureAwait(false);
                break;
            case R2SyncActionKind.Rename when To.IsFolder:
                _files.Rename(row);
                break;
            case R2SyncActionKind.UpdateMetadata when To.IsFolder:
                await _files.SetTimeAsync(row, cancellationToken).ConfigureAwait(false);
                break;
            case R2SyncActionKind.Rename or R2SyncActionKind.UpdateMetadata:
                await DescribeAsync(row, progress, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task UploadAsync(PlanRow row, R2TransferProgress progress, CancellationToken cancellationToken)
    {
        string path = run.PathOf(row.Source!.Key);
        for (bool again = true; ; again = false)
        {
            DateTimeOffset readAt = run.Options.Transfer.TimeProvider.GetUtcNow();
            R2Content content = Open(path, row.Key);
            FileTime written = content.LastWriteTime ?? row.Source.Stamp.Written;
            bool isAsListed = written == row.Source.Stamp.Written && content.Length == row.Source.Size;
            R2UploadRequest request = new()
            {
                BucketName = To.BucketName!,
                Key = KeyOf(row),
                Content = content,
                KeepFileTime = true,
                Options = run.Options.Write with
                {
                    ContentType = run.Options.Write.ContentType ?? ContentTypes.Of(row.Key, path),
                    Metadata = MetadataOf(row, isAsListed),
                    Conditions = ConditionsFor(row.Destination),
                },
                Progress = progress,
                OnEvent = run.Options.OnEvent,
            };
            try
            {
                R2UploadResult result = await run.DestinationTransfers!.UploadAsync(request, cancellationToken).ConfigureAwait(false);
                if (isAsListed)
                {
                    run.NoteSent(row.Source, result.ETag, readAt);
                }

                return;
            }
            catch (R2Exception e) when (e.Code == R2ErrorCodes.PreconditionFailed)
            {
                throw run.DestinationChanged(row.Key, e);
            }
            catch (R2Exception e) when (e.Code == R2ErrorCodes.SourceChanged && again)
            {
                // Nothing was stored. Whoever writes to it may have ended by now.
            }
        }
    }

    /// <summary>An empty folder: an empty object whose key ends in a slash.</summary>
    private async Task MarkAsync(PlanRow row, R2TransferProgress progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(run.PathOf(row.Key)))
        {
            throw new R2Exception(R2ErrorCodes.SourceChanged, $"The folder '{run.PathOf(row.Key)}' is gone since it was listed.") { Key = row.Key };
        }

        R2UploadRequest request = new()
        {
            BucketName = To.BucketName!,
            Key = KeyOf(row),
            Content = R2Content.FromBytes(ReadOnlyMemory<byte>.Empty),
            Options = run.Options.Write with { Conditions = ConditionsFor(row.Destination) },
            Progress = progress,
            OnEvent = run.Options.OnEvent,
        };
        await ChangingAsync(row, () => run.DestinationTransfers!.UploadAsync(request, cancellationToken)).ConfigureAwait(false);
    }

    private static R2Content Open(string path, string key)
    {
        try
        {
            return R2Content.FromFile(path);
        }
        catch (FileNotFoundException e)
        {
            throw new R2Exception(R2ErrorCodes.SourceChanged, $"The file '{path}' is gone since it was listed.", e) { Key = key };
        }
    }

    private async Task CopyAsync(PlanRow row, R2TransferProgress progress, CancellationToken cancellationToken)
    {
        R2CopyRequest request = new()
        {
            SourceBucketName = run.Source.BucketName!,
            SourceKey = run.Source.Prefix + row.Source!.Key,
            BucketName = To.BucketName!,
            Key = KeyOf(row),
            Options = Described(new CopyObjectOptions { SourceConditions = Matching(row.Source), DestinationConditions = ConditionsFor(row.Destination) }),
            Progress = progress,
            OnEvent = run.Options.OnEvent,
        };
        R2ObjectInfo copy = await ChangingAsync(row, () => run.DestinationTransfers!.CopyAsync(request, cancellationToken)).ConfigureAwait(false);
        run.NoteSent(row.Source, copy.ETag, run.Began);
    }

    /// <summary>From one server to another: the bytes pass through here, and the last of them goes on only if all are what was stored.</summary>
    private async Task StreamAsync(PlanRow row, R2TransferProgress progress, CancellationToken cancellationToken)
    {
        GetObjectOptions reading = new() { Conditions = Matching(row.Source!) };
        R2ObjectContent content = await ChangingAsync(row, () => run.SourceTransfers!.OpenReadAsync(run.Source.BucketName!, run.Source.Prefix + row.Source!.Key, reading, cancellationToken: cancellationToken)).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            R2ObjectInfo info = content.Info;
            PutObjectOptions write = run.Options.Write;
            R2UploadRequest request = new()
            {
                BucketName = To.BucketName!,
                Key = KeyOf(row),
                Content = R2Content.FromStream(content.Content, $"{run.Source}{row.Key}"),
                Options = write with
                {
                    ContentType = write.ContentType ?? info.ContentType,
                    CacheControl = write.CacheControl ?? info.CacheControl,
                    ContentDisposition = write.ContentDisposition ?? info.ContentDisposition,
                    ContentEncoding = write.ContentEncoding ?? info.ContentEncoding,
                    ContentLanguage = write.ContentLanguage ?? info.ContentLanguage,
                    Expires = write.Expires ?? Requests.S3Response.Date(info.Expires),
                    Metadata = Merged(info.Metadata, write.Metadata),
                    StorageClass = write.StorageClass ?? info.StorageClass,
                    Conditions = ConditionsFor(row.Destination),
                },
                Progress = progress,
                OnEvent = run.Options.OnEvent,
            };
            R2UploadResult result = await ChangingAsync(row, () => run.DestinationTransfers!.UploadAsync(request, cancellationToken)).ConfigureAwait(false);
            run.NoteSent(row.Source!, result.ETag, run.Began);
        }
    }

    /// <summary>A copy within the destination: of an object onto itself, for its metadata, or to its new name.</summary>
    private async Task DescribeAsync(PlanRow row, R2TransferProgress progress, CancellationToken cancellationToken)
    {
        bool renames = row.Action == R2SyncActionKind.Rename;
        CopyObjectOptions options = Described(new CopyObjectOptions { SourceConditions = Matching(row.Destination!), DestinationConditions = renames ? new R2Conditions { IfNoneMatch = "*" } : null });
        if (run.Source.IsFolder)
        {
            options = options with
            {
                ContentType = options.ContentType ?? (renames ? TypeOfName(row) : null),
                MetadataDirective = R2MetadataDirective.Merge,
                Metadata = WithTime(options.Metadata, row.Source!.Stamp.Written),
            };
        }

        R2CopyRequest request = new()
        {
            SourceBucketName = To.BucketName!,
            SourceKey = To.Prefix + row.Destination!.Key,
            BucketName = To.BucketName!,
            Key = To.Prefix + (renames ? row.Key : row.Destination.Key),
            Options = options,
            Progress = progress,
            OnEvent = run.Options.OnEvent,
        };
        R2ObjectInfo copy = await ChangingAsync(row, () => run.DestinationTransfers!.CopyAsync(request, cancellationToken)).ConfigureAwait(false);
        run.NoteSent(row.Source!, copy.ETag, run.Began);
    }

    /// <summary>The content type that a new name means, where the old one meant another.</summary>
    private string? TypeOfName(PlanRow row) =>
        ContentTypes.Of(row.Key, run.PathOf(row.Key)) is { } type && type != ContentTypes.Of(row.Destination!.Key, run.PathOf(row.Destination.Key)) ? type : null;

    /// <summary>A condition that does not hold means that one end is no longer what was listed.</summary>
    private async Task<T> ChangingAsync<T>(PlanRow row, Func<Task<T>> move)
    {
        try
        {
            return await move().ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Kind is R2ErrorKind.Precondition or R2ErrorKind.NotFound)
        {
            throw e.Operation is "HeadObject" or "GetObject" && row.Action is R2SyncActionKind.Copy
                ? new R2Exception(R2ErrorCodes.SourceChanged, $"'{row.Key}' at '{run.Source}' is not what was listed.", e) { Key = row.Key }
                : run.DestinationChanged(row.Key, e);
        }
    }

    private CopyObjectOptions Described(CopyObjectOptions options)
    {
        PutObjectOptions write = run.Options.Write;
        CopyObjectOptions described = options with
        {
            ContentType = write.ContentType,
            CacheControl = write.CacheControl,
            ContentDisposition = write.ContentDisposition,
            ContentEncoding = write.ContentEncoding,
            ContentLanguage = write.ContentLanguage,
            Expires = write.Expires,
            Metadata = write.Metadata,
            StorageClass = write.StorageClass,
            MetadataDirective = R2MetadataDirective.Merge,
        };
        return described.ChangesAnything ? described : described with { MetadataDirective = R2MetadataDirective.Copy };
    }

    /// <summary>Of an object in parts rclone cannot tell the bytes otherwise; here they have been read anyway.</summary>
    private IReadOnlyDictionary<string, string>? MetadataOf(PlanRow row, bool isAsListed) =>
        isAsListed && row.Md5 is { } md5 && row.Source!.Size > run.Options.Transfer.MultipartThreshold
            ? Merged(run.Options.Write.Metadata ?? R2ObjectInfo.EmptyMetadata, new Dictionary<string, string> { [SyncRun.Md5Name] = Convert.ToBase64String(Convert.FromHexString(md5)) })
            : run.Options.Write.Metadata;

    private static IReadOnlyDictionary<string, string> WithTime(IReadOnlyDictionary<string, string>? metadata, FileTime written) => KeptTime.With(metadata, written);

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string>? second)
    {
        Dictionary<string, string> all = new(first, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in second ?? R2ObjectInfo.EmptyMetadata)
        {
            all[name] = value;
        }

        return all;
    }

    /// <summary>Keys that differ in Unicode form alone are one: the spelling that is there stays.</summary>
    private string KeyOf(PlanRow row) => To.Prefix + (row.Destination?.Key ?? row.Key);

    private static R2Conditions Matching(SyncEntry entry) => new() { IfMatch = entry.ETag };

    private static R2Conditions? ConditionsFor(SyncEntry? destination) =>
        destination is null ? new R2Conditions { IfNoneMatch = "*" } : destination.ETag is { } etag ? new R2Conditions { IfMatch = etag } : null;
}
