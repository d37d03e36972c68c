using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Drive.Rows;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Transfers.Content;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Drive;

public sealed partial class R2Provider
{
    protected override object NewItemDynamicParameters(string path, string itemTypeName, object newItemValue) => new DriveParameters.Naming();

    protected override object RemoveItemDynamicParameters(string path, bool recurse) => new DriveParameters.Naming();

    protected override void NewItem(string path, string itemTypeName, object newItemValue) => Try(path, () =>
    {
        DrivePath at = At(path);
        bool isFolder = itemTypeName?.ToUpperInvariant() switch
        {
            null or "" => at.Key.EndsWith('/'),
            "FILE" or "OBJECT" => false,
            "DIRECTORY" or "FOLDER" => true,
            _ => throw new R2Exception(R2ErrorCodes.InvalidArgument, $"There is no item of the type '{itemTypeName}' in R2; it must be File or Directory."),
        };
        if (at.Key.Length == 0)
        {
            throw NotOfBuckets("created", "New-R2Bucket");
        }

        UploadContent content = newItemValue is null ? UploadContent.Empty
            : UploadContent.From(newItemValue) is { Stream: null } given ? given
            : throw new R2Exception(R2ErrorCodes.InvalidArgument, "-Value must be text or bytes.");
        string key = isFolder ? at.Prefix : at.Key;
        if (isFolder && !content.IsEmpty)
        {
            throw new R2Exception("KeyIsFolder", $"'{at.Address}' is to be a folder, which has no content.");
        }

        if (!ShouldProcess($"{at.BucketName}/{key}", isFolder ? "Create folder" : "Create object"))
        {
            return;
        }

        ReadOnlyMemory<byte> bytes = content.ToBytes(TextEncodings.Utf8);
        PutObjectOptions options = new()
        {
            Conditions = Force ? null : new R2Conditions { IfNoneMatch = "*" },
            ContentType = isFolder ? "application/x-directory" : content.Text is { Length: > 0 } ? $"{TextTypeOf(key)}; charset=utf-8" : ContentTypes.Of(key),
        };
        try
        {
            Ask(at, (client, cancellation) => client.PutObjectAsync(at.BucketName, key, bytes, options, cancellation));
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.PreconditionFailed && !Force)
        {
            throw new R2Exception(R2ErrorCodes.ObjectExists, "It already exists.", exception) { BucketName = at.BucketName, Key = key };
        }
        finally
        {
            Changed(at.Drive, at.BucketName, key);
        }

        if (isFolder)
        {
            WriteItemObject(new R2Prefix { BucketName = at.BucketName, Prefix = key }, at.Drive.PathOf(at.BucketName, key, isPrefix: true), isContainer: true);
        }
        else if (FindObject(at) is { } made)
        {
            WriteItemObject(made, at.Drive.PathOf(at.BucketName, key, isPrefix: false), isContainer: false);
        }
    });

    protected override void RemoveItem(string path, bool recurse) => Try(path, () =>
    {
        DrivePath at = At(path);
        if (at.IsRoot)
        {
            throw at.IsAccount || at.Key.Length == 0 ? NotOfBuckets("removed", "Remove-R2Bucket")
                : new R2Exception(R2ErrorCodes.InvalidArgument, $"'{at.Address}' is where the drive {at.Drive.Name}: begins, and is not removed by itself.");
        }

        if (!IsIncluded(at.Name))
        {
            return;
        }

        bool isObject = !at.IsFolder && (KnowsObject(at) || HasObject(at));
        if (isObject)
        {
            if (ShouldProcess(at.Address, "Remove object"))
            {
                Remove(at);
            }
        }
        else if (!recurse && HasKeysBelow(at))
        {
            throw new R2Exception("FolderNotEmpty", $"The folder '{at.BucketName}/{at.Prefix}' is not empty.");
        }
        else if (ShouldProcess($"{at.BucketName}/{at.Prefix}", "Remove folder and all objects in it"))
        {
            RemoveFolder(at);
        }
    });

    /// <summary>Removes one object: at once, or with others where a listing that may have emitted it goes on.</summary>
    private void Remove(DrivePath at)
    {
        R2DriveInfo drive = at.Drive;
        string key = at.Key;
        if (drive.Removals.OpenListings == 0 || !DriveRemovals.CanBatch(key))
        {
            Ask(at, async (client, cancellation) =>
            {
                await client.DeleteObjectAsync(at.BucketName, key, cancellation).ConfigureAwait(false);
                return true;
            });
        }
        else if (drive.Removals.Add(at.BucketName, key) is { } full)
        {
            Send(drive, full.Bucket, full.Keys);
        }

        Changed(drive, at.BucketName, key);
        drive.Cache.Note(at.BucketName, key, null, exists: false);
    }

    /// <summary>Removes what begins with the folder's prefix, and nothing else: an object of the folder's name stays.</summary>
    private void RemoveFolder(DrivePath at)
    {
        R2Client client = at.Drive.Client;
        Flush(at.Drive);
        foreach (R2ObjectPage page in Pages(cancellation => client.EnumerateObjectPagesAsync(at.BucketName, new() { Prefix = at.Prefix }, cancellation)))
        {
            string[] keys = [.. page.Objects.Select(static item => item.Key)];
            if (keys.Length > 0)
            {
                Send(at.Drive, at.BucketName, keys);
            }
        }

        Changed(at.Drive, at.BucketName, at.Prefix);
        at.Drive.Cache.Clear();
    }

    private bool HasKeysBelow(DrivePath at)
    {
        R2ObjectPage page = Ask(at, (client, cancellation) => client.ListObjectsAsync(at.BucketName, new() { Prefix = at.Prefix, MaxKeys = 2 }, cancellation));
        return page.Objects.Any(item => item.Key != at.Prefix);
    }

    private void Send(R2DriveInfo drive, string bucket, IReadOnlyList<string> keys)
    {
        R2Client client = drive.Client;
        try
        {
            foreach (R2DeleteResult refused in Run(cancellation => DriveRemovals.SendAsync(client, bucket, keys, cancellation)).Where(static result => result.ErrorCode is not null))
            {
                WriteError(ErrorRecords.From(refused));
            }
        }
        catch (R2Exception exception)
        {
            WriteError(ErrorRecords.From(exception, bucket));
        }
    }

    /// <summary>Removes what waits for its batch.</summary>
    private void Flush(R2DriveInfo drive)
    {
        if (!drive.Removals.IsEmpty)
        {
            foreach ((string bucket, List<string> keys) in drive.Removals.Take())
            {
                Send(drive, bucket, keys);
            }
        }
    }

    /// <summary>As <see cref="Flush"/>, as a listing ends, be it because nobody wants more of it; who stops it wants nothing more to be removed.</summary>
    private void FlushAtEnd(R2DriveInfo drive)
    {
        if (Stopping)
        {
            drive.Removals.Take();
            return;
        }

        Flush(drive);
    }

    /// <summary>The engine takes no account of case where it chooses by -Include.</summary>
    private bool IsIncluded(string name) => Include is not { Count: > 0 } include || include.Any(pattern => new WildcardPattern(pattern, WildcardOptions.CultureInvariant).IsMatch(name));

    private static void Changed(R2DriveInfo drive, string bucket, string key)
    {
        RunspaceState state = RunspaceState.Current;
        state.NoteChange();
        drive.Cache.Change(bucket, key, state.Changes);
    }

    private static string TextTypeOf(string key) => ContentTypes.Of(key) is var type && type == ContentTypes.Default ? "text/plain" : type;

    private static R2Exception NotOfBuckets(string what, string command) =>
        new("DriveNotSupported", $"Buckets are not {what} by a drive: {command} does that.");
}
