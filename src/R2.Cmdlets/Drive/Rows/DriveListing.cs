using R2.Cmdlets.Drive.Paths;
using R2.Models;

namespace R2.Cmdlets.Drive.Rows;

/// <summary>Takes one row: what it is, its name among its neighbours, and its path.</summary>
internal delegate void DriveRow(object row, string name, string path, bool isFolder);

/// <summary>Makes rows of the pages of listings, in the order of their keys, as one command wants them. Each is known to the drive before it is emitted.</summary>
internal sealed class DriveListing(R2DriveInfo drive, DriveFilter filter, DriveRow write)
{
    /// <summary>Keys so far that a folder may have as its name.</summary>
    private readonly List<string> _names = [];

    private string _folder = "";

    public bool Objects { get; init; } = true;

    public bool Folders { get; init; } = true;

    /// <summary>Whether the empty objects are shown by which other programs keep an empty folder.</summary>
    public bool Markers { get; init; }

    /// <summary>Whether folders come whatever they are called.</summary>
    public bool AllFolders { get; init; }

    /// <summary>Folders of the page that was emitted last, where a listing goes deeper.</summary>
    public List<string> Found { get; } = [];

    public DriveFilter Filter => filter;

    public void Emit(R2Bucket bucket)
    {
        if (Folders && filter.Matches(bucket.BucketName))
        {
            drive.Cache.Emit(bucket.BucketName, "", null);
            write(bucket, bucket.BucketName, drive.PathOf(bucket.BucketName, "", isPrefix: true), true);
        }
    }

    /// <summary>Emits one level: objects and folders in one order, so that a folder comes behind the object of its name.</summary>
    public void EmitLevel(string prefix, R2ObjectPage page)
    {
        Found.Clear();
        int next = 0;
        foreach (R2Object item in page.Objects)
        {
            for (; next < page.Prefixes.Count && string.CompareOrdinal(page.Prefixes[next].Prefix, item.Key) < 0; next++)
            {
                Emit(prefix, page.Prefixes[next]);
            }

            EmitObject(item, item.Key[prefix.Length..]);
        }

        for (; next < page.Prefixes.Count; next++)
        {
            Emit(prefix, page.Prefixes[next]);
        }
    }

    /// <summary>Emits what lies in a folder and below it. Folders are no rows of such a listing: where they are asked for, they are told by the keys.</summary>
    public void EmitFlat(string prefix, R2ObjectPage page, bool folders)
    {
        foreach (R2Object item in page.Objects)
        {
            if (folders)
            {
                EmitFoldersOf(prefix, item);
            }

            string name = item.Key.TrimEnd('/');
            EmitObject(item, name[(name.LastIndexOf('/') + 1)..]);
        }
    }

    private void EmitObject(R2Object item, string name)
    {
        _names.RemoveAll(known => !item.Key.StartsWith(known, StringComparison.Ordinal));
        _names.Add(item.Key);
        bool isMarker = item.Size == 0 && item.Key.EndsWith('/');
        if (Objects && (!isMarker || Markers) && filter.Matches(KeyText.EncodeName(name, isFolderBesideObject: false)))
        {
            drive.Cache.Emit(item.BucketName, item.Key, item);
            write(item, KeyText.EncodeName(name, isFolderBesideObject: false), drive.PathOf(item.BucketName, item.Key, isPrefix: false), false);
        }
    }

    private void EmitFoldersOf(string prefix, R2Object item)
    {
        for (int slash = item.Key.IndexOf('/', prefix.Length); slash >= 0; slash = item.Key.IndexOf('/', slash + 1))
        {
            string folder = item.Key[..(slash + 1)];
            if (!_folder.StartsWith(folder, StringComparison.Ordinal))
            {
                _folder = folder;
                Emit(folder[..(folder.LastIndexOf('/', folder.Length - 2) + 1)], new R2Prefix { BucketName = item.BucketName, Prefix = folder });
            }
        }
    }

    private void Emit(string prefix, R2Prefix folder)
    {
        Found.Add(folder.Prefix);
        string key = folder.Prefix[..^1];
        string name = KeyText.EncodeName(key[prefix.Length..], isFolderBesideObject: false);
        if (!Folders || !((AllFolders && !filter.IsOfPath) || filter.Matches(name)))
        {
            return;
        }

        bool isBeside = _names.Contains(key);
        string path = isBeside ? drive.PathOf(folder.BucketName, key, isPrefix: false) + KeyText.FolderMark : drive.PathOf(folder.BucketName, folder.Prefix, isPrefix: true);
        drive.Cache.Emit(folder.BucketName, folder.Prefix, null);
        write(folder, isBeside ? name + KeyText.FolderMark : name, path, true);
    }
}
