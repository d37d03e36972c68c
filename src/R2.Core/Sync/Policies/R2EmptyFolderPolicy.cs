namespace R2;

/// <summary>What becomes of folders that have nothing in them, which a bucket cannot have. Markers of a bucket, empty objects whose keys end in a slash, make folders always.</summary>
public enum R2EmptyFolderPolicy
{
    /// <summary>They take no part: none is stored, and none is removed that was empty before.</summary>
    Skip,

    /// <summary>They are markers in a bucket, and are mirrored as files are, in both directions.</summary>
    Marker,
}
