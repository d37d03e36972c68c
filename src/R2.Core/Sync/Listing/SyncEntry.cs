using R2.Files;

namespace R2.Sync.Listing;

/// <summary>One file or object at one end.</summary>
internal sealed class SyncEntry
{
    /// <summary>Key, relative to its end.</summary>
    public required string Key { get; init; }

    /// <summary>Size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Entity tag; null of a file.</summary>
    public string? ETag { get; init; }

    /// <summary>When the object was stored; of a file, see <see cref="Stamp"/>.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>What tells a file from what it was before.</summary>
    public FileStamp Stamp { get; init; }

    /// <summary>Why it takes no part; null for a file or object that does.</summary>
    public R2SyncReason? Obstacle { get; init; }

    /// <summary>What goes with <see cref="Obstacle"/>, where that is an error.</summary>
    public R2Exception? Error { get; init; }

    /// <summary>Whether it stands for a folder: an object without bytes whose key ends in a slash.</summary>
    public bool IsMarker => Key.EndsWith('/');

    /// <summary>Whether it stands for all keys below it, which nobody has looked at.</summary>
    public bool IsOpaqueFolder => IsMarker && Obstacle is not null;

    /// <summary>When it was written, as finely as is known.</summary>
    public FileTime Time => LastModified is { } stored ? FileTime.Of(stored.UtcDateTime) : Stamp.Written;
}
