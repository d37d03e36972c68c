namespace R2;

/// <summary>Why a sync does what it does with a key.</summary>
public enum R2SyncReason
{
    /// <summary>Both ends have the same.</summary>
    Equal,

    /// <summary>Only the source has the key.</summary>
    NotAtDestination,

    /// <summary>Only the destination has the key.</summary>
    NotAtSource,

    /// <summary>The sizes differ.</summary>
    SizeDiffers,

    /// <summary>The bytes differ, by MD5, entity tag or checksum.</summary>
    ChecksumDiffers,

    /// <summary>The times of the files differ.</summary>
    TimeDiffers,

    /// <summary>Headers or metadata differ from what is asked for.</summary>
    MetadataDiffers,

    /// <summary>Nothing tells whether both are the same, so they are taken for different.</summary>
    Unknown,

    /// <summary>What is at the destination is newer than the source.</summary>
    Newer,

    /// <summary>The key already exists, and nothing is to be replaced.</summary>
    Exists,

    /// <summary>The key is excluded, and what is excluded is to be removed from the destination.</summary>
    Excluded,

    /// <summary>It is not a file: a link, a pipe, a socket or a device.</summary>
    Special,

    /// <summary>The key meets another one, or cannot be a path here.</summary>
    Collision,

    /// <summary>It cannot be read.</summary>
    Unreadable,
}
