using System.Management.Automation;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Drive.Rows;
using R2.Models;

namespace R2.Cmdlets.Drive;

public sealed partial class R2Provider
{
    protected override object GetItemDynamicParameters(string path) => new DriveParameters.Naming();

    protected override object GetChildItemsDynamicParameters(string path, bool recurse)
    {
        try
        {
            // The engine looks whether the folder is there before it lists it, and does not say how: that it will be in one flat listing is known here alone.
            DrivePath at = DrivePath.Parse(path, Drives);
            at.Drive.Expected = recurse ? at.Prefix : null;
        }
        catch (R2Exception)
        {
            // The command itself will say so.
        }

        return new DriveParameters.Listing();
    }

    protected override object GetChildNamesDynamicParameters(string path) => GetChildItemsDynamicParameters(path, recurse: false);

    protected override void GetItem(string path) => Try(path, () =>
    {
        DrivePath at = At(path);
        R2DriveInfo drive = at.Drive;
        if (!at.IsFolder && FindObject(at) is { } item)
        {
            WriteItemObject(item, drive.PathOf(at.BucketName, at.Key, isPrefix: false), isContainer: false);
        }
        else if (at.IsAccount)
        {
            WriteItemObject(drive, drive.PathOf("", "", isPrefix: true), isContainer: true);
        }
        else if (!HasFolder(at, isFew: true))
        {
            throw new R2Exception(R2ErrorCodes.NoSuchKey, "There is no object of this key, and no folder.") { BucketName = at.BucketName, Key = at.Key };
        }
        else
        {
            object row = at.Key.Length == 0 ? new R2Bucket { BucketName = at.BucketName } : new R2Prefix { BucketName = at.BucketName, Prefix = at.Prefix };
            WriteItemObject(row, drive.PathOf(at.BucketName, at.Prefix, isPrefix: true), isContainer: true);
        }
    });

    protected override void GetChildItems(string path, bool recurse) => GetChildItems(path, recurse, uint.MaxValue);

    protected override void GetChildItems(string path, bool recurse, uint depth)
    {
        DriveParameters.Listing? given = DynamicParameters as DriveParameters.Listing;
        bool directory = given?.Directory ?? Flag("Directory");
        bool file = given?.File ?? Flag("File");
        Try(path, () => List(At(path), recurse ? depth : 0, drive => new DriveListing(drive, new DriveFilter(Filter), (row, _, where, isFolder) => WriteItemObject(row, where, isFolder))
        {
            Objects = file || !directory,
            Folders = directory || !file,
            Markers = Force || recurse,
        }, directory));
    }

    protected override void GetChildNames(string path, ReturnContainers returnContainers) => Try(path, () => List(
        At(path), 0, drive => new DriveListing(drive, new DriveFilter(Filter), (_, name, where, isFolder) => WriteItemObject(name, where, isFolder))
        {
            Markers = Force,
            AllFolders = returnContainers == ReturnContainers.ReturnAllContainers,
        }, folders: true));

    /// <summary>What a command was given, of whatever provider's parameters: with a path that is piped in they are those of the current location's.</summary>
    private object? Option(string name) => DynamicParameters is { } given && PSObject.AsPSObject(given).Properties[name] is { } property ? property.Value : null;

    private void List(DrivePath at, uint depth, Func<R2DriveInfo, DriveListing> make, bool folders)
    {
        Flush(at.Drive);
        DriveListing listing = make(at.Drive);
        DriveRemovals removals = at.Drive.Removals;
        removals.OpenListings++;
        try
        {
            if (at.IsAccount)
            {
                ListBuckets(at.Drive, depth, listing, folders);
            }
            else
            {
                ListFolder(at, depth, listing, folders);
            }
        }
        finally
        {
            at.Drive.Expected = null;
            if (--removals.OpenListings == 0)
            {
                at.Drive.Cache.EndListing();
                FlushAtEnd(at.Drive);
            }
        }
    }

    private void ListBuckets(R2DriveInfo drive, uint depth, DriveListing listing, bool folders)
    {
        R2Client client = drive.Client;
        foreach (R2Bucket bucket in Pages(cancellation => client.EnumerateBucketsAsync(null, cancellation)))
        {
            listing.Emit(bucket);
            if (depth > 0)
            {
                ListFolder(drive.At(bucket.BucketName), depth == uint.MaxValue ? depth : depth - 1, listing, folders);
            }
        }
    }

    private void ListFolder(DrivePath at, uint depth, DriveListing listing, bool folders)
    {
        bool isFlat = depth == uint.MaxValue;
        R2Client client = at.Drive.Client;
        string beginning = depth == 0 && !(listing.AllFolders && !listing.Filter.IsOfPath) ? listing.Filter.Beginning : "";
        ListObjectsOptions options = Options(at.Prefix + beginning, isFlat);
        if (FirstPage(at, beginning, isFlat) is not { } page)
        {
            return;
        }

        List<string> deeper = [];
        foreach (R2ObjectPage one in Rest(client, at.BucketName, options, page))
        {
            if (isFlat)
            {
                listing.EmitFlat(at.Prefix, one, folders);
            }
            else
            {
                listing.EmitLevel(at.Prefix, one);
                deeper.AddRange(listing.Found);
            }
        }

        foreach (string folder in depth > 0 && !isFlat ? deeper : [])
        {
            ListFolder(at.WithKey(folder), depth - 1, listing, folders);
        }
    }

    private IEnumerable<R2ObjectPage> Rest(R2Client client, string bucket, ListObjectsOptions options, R2ObjectPage first)
    {
        yield return first;
        if (first.IsTruncated && !EngineCaller.IsTab)
        {
            foreach (R2ObjectPage page in Pages(cancellation => client.EnumerateObjectPagesAsync(bucket, options with { ContinuationToken = first.NextContinuationToken }, cancellation)))
            {
                yield return page;
            }
        }
    }

    /// <summary>Takes one after the other on the pipeline thread; the next is asked for when it is wanted.</summary>
    private IEnumerable<T> Pages<T>(Func<CancellationToken, IAsyncEnumerable<T>> open)
    {
        using DriveRun run = new();
        IAsyncEnumerator<T>? pages = null;
        try
        {
            while (Run(run, async cancellation => await (pages ??= open(cancellation).GetAsyncEnumerator(cancellation)).MoveNextAsync().ConfigureAwait(false)))
            {
                yield return pages!.Current;
            }
        }
        finally
        {
            if (pages is not null)
            {
                run.Do(_ => pages.DisposeAsync().AsTask());
            }
        }
    }
}
