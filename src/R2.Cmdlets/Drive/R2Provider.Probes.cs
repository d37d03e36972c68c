using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Drive.Rows;
using R2.Cmdlets.Errors;
using R2.Models;

namespace R2.Cmdlets.Drive;

/// <summary>Whether things exist. The engine takes whatever is thrown here for "Cannot find path": a refusal is a yes, and the command itself meets it and says what it is.</summary>
public sealed partial class R2Provider
{
    private const string Delimiter = "/";

    /// <summary>What the command wants, as far as what it was given tells: see <see cref="DriveParameters"/>. A path that is piped in brings those of the current location's provider.</summary>
    private DriveIntent Intent => DynamicParameters switch
    {
        DriveParameters.Listing => DriveIntent.Folder,
        DriveParameters.Naming => DriveIntent.Object,
        DriveParameters.Testing => DriveIntent.Test,
        DriveParameters.Reading or DriveParameters.Writing => DriveIntent.Content,
        { } other when other.GetType().Name is var name && name.Contains("Content", StringComparison.Ordinal) => DriveIntent.Content,
        { } other when other.GetType().Name.Contains("Item", StringComparison.Ordinal) => DriveIntent.Object,
        _ => DriveIntent.Folder,
    };

    protected override object ItemExistsDynamicParameters(string path) => new DriveParameters.Testing();

    protected override bool ItemExists(string path)
    {
        DriveIntent intent = Intent;
        if (IsOfPattern)
        {
            return true;
        }

        if (DynamicParameters is null && EngineCaller.IsNewDrive)
        {
            return false;
        }

        try
        {
            DrivePath at = At(path);
            return (intent, at) switch
            {
                (DriveIntent.Content, _) => true,
                (DriveIntent.Folder, _) => HasFolder(at, isFew: false) || HasObject(at),
                (_, { IsFolder: true }) => HasFolder(at, isFew: true) || HasObject(at),
                _ => HasObject(at) || HasFolder(at, isFew: true),
            };
        }
        catch (R2Exception exception) when (intent == DriveIntent.Test)
        {
            if (exception.Code != R2ErrorCodes.NoSuchBucket)
            {
                WriteError(ErrorRecords.From(exception, KeyText.Decode(path, out _)));
            }

            return false;
        }
        catch (R2Exception)
        {
            return true;
        }
    }

    /// <summary>An object comes before a folder of its name where a command means items; only a slash at the end means the folder then.</summary>
    protected override bool IsItemContainer(string path)
    {
        try
        {
            DrivePath at = At(path);
            return Intent switch
            {
                DriveIntent.Object => at.IsFolder ? HasFolder(at, isFew: true) : !HasObject(at) && HasFolder(at, isFew: true),
                DriveIntent.Test => HasFolder(at, isFew: true),
                _ => HasFolder(at, isFew: false),
            };
        }
        catch (R2Exception exception) when (DynamicParameters is null)
        {
            // Set-Location throws what is written here, and goes back to where it was; it does not if this throws itself.
            WriteError(DriveErrors.ToBeThrown(exception));
            return false;
        }
        catch (R2Exception)
        {
            return Intent == DriveIntent.Folder;
        }
    }

    protected override bool HasChildItems(string path)
    {
        if (IsOfPattern)
        {
            return true;
        }

        try
        {
            DrivePath at = At(path);
            return (at.IsFolder || !HasObject(at)) && HasFolder(at, isFew: true);
        }
        catch (R2Exception)
        {
            return false;
        }
    }

    /// <summary>Whether a pattern is being resolved: the listing of the folder that it is about says what is in it, if it is there at all.</summary>
    private bool IsOfPattern => Filter?.StartsWith(DriveFilter.OfPath, StringComparison.Ordinal) == true;

    private static bool KnowsObject(DrivePath at) => at.Drive.Cache.Knows(at.BucketName, at.Key, out _) == true;

    /// <summary>Whether there is an object of just this key. One listing of one row mostly tells of the folder, too; who may not list may still ask for the object.</summary>
    private bool HasObject(DrivePath at) => FindObject(at) is not null;

    private R2Object? FindObject(DrivePath at)
    {
        if (at.Key.Length == 0)
        {
            return null;
        }

        DriveCache cache = at.Drive.Cache;
        if (cache.Knows(at.BucketName, at.Key, out R2Object? known) is { } exists && (known is not null || !exists))
        {
            return known;
        }

        R2Object? found;
        try
        {
            R2ObjectPage page = Ask(at, (client, cancellation) => client.ListObjectsAsync(at.BucketName, new() { Prefix = at.Key, MaxKeys = 1 }, cancellation));
            R2Object? first = page.Objects.Count > 0 ? page.Objects[0] : null;
            found = first?.Key == at.Key ? first : null;
            if (first is null || (found is null && first.Key.StartsWith(at.Prefix, StringComparison.Ordinal)))
            {
                cache.Note(at.BucketName, at.Prefix, null, first is not null);
            }
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.AccessDenied)
        {
            found = Head(at, exception);
        }

        cache.Note(at.BucketName, at.Key, found, found is not null);
        return found;
    }

    /// <summary>Whether keys begin with the path's name and a slash. A bucket is a folder, and so is where a drive begins.</summary>
    private bool HasFolder(DrivePath at, bool isFew)
    {
        if (at.IsAccount || (at.IsRoot && at.Drive.BucketName.Length > 0))
        {
            return true;
        }

        DriveCache cache = at.Drive.Cache;
        if (cache.Knows(at.BucketName, at.Prefix, out _) is { } known)
        {
            return known;
        }

        R2ObjectPage? page = isFew
            ? Ask(at, (client, cancellation) => client.ListObjectsAsync(at.BucketName, new() { Prefix = at.Prefix.Length == 0 ? null : at.Prefix, MaxKeys = 1 }, cancellation))
            : FirstPage(at, "", isFlat: at.Drive.Expected == at.Prefix);
        if (page is null)
        {
            return false;
        }

        bool any = at.Key.Length == 0 || page.Objects.Count + page.Prefixes.Count > 0;
        cache.Note(at.BucketName, at.Prefix, null, any);
        return any;
    }

    /// <summary>The first page of a folder's listing, from which a listing of it continues; null where nobody has to know.</summary>
    /// <param name="at">The folder.</param>
    /// <param name="beginning">What the names begin with.</param>
    /// <param name="isFlat">Whether all that lies deeper is wanted, too.</param>
    private R2ObjectPage? FirstPage(DrivePath at, string beginning, bool isFlat)
    {
        DriveCache cache = at.Drive.Cache;
        string question = at.Prefix + beginning + (isFlat ? KeyText.Mark : "");
        if (cache.Find(at.BucketName, question) is { } known)
        {
            return known;
        }

        if (EngineCaller.IsTabOfCommandName)
        {
            return null;
        }

        R2ObjectPage page = Ask(at, (client, cancellation) => client.ListObjectsAsync(at.BucketName, Options(at.Prefix + beginning, isFlat), cancellation));
        cache.Keep(at.BucketName, question, page);
        return page;
    }

    private static ListObjectsOptions Options(string prefix, bool isFlat) => new() { Prefix = prefix.Length == 0 ? null : prefix, Delimiter = isFlat ? null : Delimiter };

    private R2Object? Head(DrivePath at, R2Exception refused)
    {
        try
        {
            R2ObjectInfo info = Ask(at, (client, cancellation) => client.HeadObjectAsync(at.BucketName, at.Key, null, cancellation));
            return new R2Object
            {
                BucketName = at.BucketName,
                Key = at.Key,
                Size = info.Size,
                ETag = info.ETag,
                LastModified = info.LastModified,
                StorageClass = info.StorageClass,
            };
        }
        catch (R2Exception exception) when (exception.Code is R2ErrorCodes.NoSuchKey)
        {
            return null;
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.AccessDenied)
        {
            throw refused;
        }
    }
}
