using System.Collections.Concurrent;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Errors;
using R2.Models;

namespace R2.Cmdlets.Drive;

/// <summary>Copies and moves within the server: objects one by one, folders key by key.</summary>
public sealed partial class R2Provider
{
    private const int AtOnce = 8;

    protected override object CopyItemDynamicParameters(string path, string destination, bool recurse) => new DriveParameters.Naming();

    protected override object MoveItemDynamicParameters(string path, string destination) => new DriveParameters.Naming();

    protected override object RenameItemDynamicParameters(string path, string newName) => new DriveParameters.Naming();

    protected override void CopyItem(string path, string copyPath, bool recurse) => Try(path, () => Transfer(At(path), At(copyPath), "Copy", recurse));

    protected override void MoveItem(string path, string destination) => Try(path, () => Transfer(At(path), At(destination), "Move", recurse: true));

    protected override void RenameItem(string path, string newName) => Try(path, () =>
    {
        DrivePath at = At(path);
        if (newName.Length == 0 || newName is "." or ".." || newName.Contains('/', StringComparison.Ordinal))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"'{newName}' is not a new name: it must be the name alone. Move-Item puts an item elsewhere.");
        }

        string parent = at.Key.TrimEnd('/') is var key && key.LastIndexOf('/') is var slash && slash < 0 ? "" : key[..(slash + 1)];
        Transfer(at, at.WithKey(parent + newName), "Rename", recurse: true, isWhole: true);
    });

    /// <param name="from">What to copy or move.</param>
    /// <param name="to">Whereto: into it, where it is a folder.</param>
    /// <param name="verb">Copy, Move or Rename.</param>
    /// <param name="recurse">Whether a folder is copied with what is in it.</param>
    /// <param name="isWhole">Whether the destination is the whole new key.</param>
    private void Transfer(DrivePath from, DrivePath to, string verb, bool recurse, bool isWhole = false)
    {
        if (from.IsRoot || from.IsAccount)
        {
            throw NotOfBuckets(verb == "Copy" ? "copied" : "moved", "Copy-R2Object, with Get-R2ObjectList,");
        }

        if (!ReferenceEquals(from.Drive.Connection, to.Drive.Connection))
        {
            throw new R2Exception("DriveNotSupported", $"The drives {from.Drive.Name}: and {to.Drive.Name}: have different connections, and no server copies between them. Read-R2Object and Write-R2Object do, by a file.");
        }

        bool isObject = !from.IsFolder && HasObject(from);
        bool isInto = !isWhole && (to.IsFolder || to.IsRoot || (!HasObject(to) && HasFolder(to, isFew: true)));
        if (isInto && to.IsAccount)
        {
            throw NotOfBuckets("made", "New-R2Bucket");
        }

        string key = isInto ? to.Prefix + from.Name : to.Key;
        string bucket = to.BucketName;
        if (isObject)
        {
            TransferObject(from, bucket, key, verb);
        }
        else if (!HasFolder(from, isFew: true))
        {
            throw new R2Exception(R2ErrorCodes.NoSuchKey, "There is no object of this key, and no folder.") { BucketName = from.BucketName, Key = from.Key };
        }
        else
        {
            TransferFolder(from, to, bucket, key.EndsWith('/') ? key : key + "/", verb, recurse);
        }
    }

    private void TransferObject(DrivePath from, string bucket, string key, string verb)
    {
        if (!ShouldProcess($"{bucket}/{key}", $"{verb} {from.Address}"))
        {
            return;
        }

        Flush(from.Drive);
        R2TransferManager manager = Transfers(from.Drive);
        R2ObjectInfo made;
        try
        {
            made = Run(cancellation => CopyAsync(manager, from.BucketName, from.Key, bucket, key, verb, cancellation));
        }
        finally
        {
            Changed(from.Drive, from.BucketName, from.Key);
            Changed(from.Drive, bucket, key);
        }

        R2Object row = new() { BucketName = bucket, Key = key, Size = made.Size, ETag = made.ETag, LastModified = made.LastModified, StorageClass = made.StorageClass };
        WriteItemObject(row, from.Drive.PathOf(bucket, key, isPrefix: false), isContainer: false);
    }

    private void TransferFolder(DrivePath from, DrivePath to, string bucket, string prefix, string verb, bool recurse)
    {
        if (bucket == from.BucketName && prefix.StartsWith(from.Prefix, StringComparison.Ordinal))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"The folder '{from.BucketName}/{from.Prefix}' cannot be put into itself.");
        }

        if (!ShouldProcess($"{bucket}/{prefix}", $"{verb} folder {from.BucketName}/{from.Prefix}"))
        {
            return;
        }

        Flush(from.Drive);
        R2Client client = from.Drive.Client;
        if (!recurse)
        {
            // As in file systems: the folder, without what is in it.
            Run(cancellation => client.PutObjectAsync(bucket, prefix, ReadOnlyMemory<byte>.Empty, new PutObjectOptions { ContentType = "application/x-directory" }, cancellation));
        }
        else
        {
            R2TransferManager manager = Transfers(from.Drive);
            foreach (R2ObjectPage page in Pages(cancellation => client.EnumerateObjectPagesAsync(from.BucketName, new() { Prefix = from.Prefix }, cancellation)))
            {
                ConcurrentQueue<(string Key, Exception Exception)> failed = [];
                Run(async cancellation =>
                {
                    await Parallel.ForEachAsync(page.Objects, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (item, stop) =>
                    {
                        try
                        {
                            await CopyAsync(manager, from.BucketName, item.Key, bucket, prefix + item.Key[from.Prefix.Length..], verb, stop).ConfigureAwait(false);
                        }
                        catch (R2Exception exception)
                        {
                            failed.Enqueue((item.Key, exception));
                        }
                    }).ConfigureAwait(false);
                    return true;
                });
                foreach ((string key, Exception exception) in failed.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                {
                    WriteError(ErrorRecords.From(exception, $"{from.BucketName}/{key}"));
                }
            }
        }

        Changed(from.Drive, bucket, prefix);
        from.Drive.Cache.Clear();
        to.Drive.Cache.Clear();
        WriteItemObject(new R2Prefix { BucketName = bucket, Prefix = prefix }, to.Drive.PathOf(bucket, prefix, isPrefix: true), isContainer: true);
    }

    private Task<R2ObjectInfo> CopyAsync(R2TransferManager manager, string fromBucket, string fromKey, string bucket, string key, string verb, CancellationToken cancellation)
    {
        R2CopyRequest request = new() { SourceBucketName = fromBucket, SourceKey = fromKey, BucketName = bucket, Key = key, Overwrite = Force };
        return verb == "Copy" ? manager.CopyAsync(request, cancellation) : manager.MoveAsync(request, cancellation);
    }
}
