namespace R2;

/// <summary>What decides whether both ends have the same.</summary>
public enum R2CompareBy
{
    /// <summary>
    /// The bytes, without a request for each object: size, then what is remembered of the file, then its MD5 or the entity tag that its parts make. Only where the entity tag is of
    /// neither kind is the object asked for its metadata.
    /// </summary>
    Auto,

    /// <summary>The size alone.</summary>
    Size,

    /// <summary>Size and the time of the file, which is kept in the object's metadata and costs a request for each object. Where the times differ, the bytes decide.</summary>
    Time,

    /// <summary>As <see cref="Auto"/>, but every file is read: nothing is remembered.</summary>
    Checksum,
}
