using R2.Sync.Listing;

namespace R2.Sync.State;

/// <summary>What a file was when it was last found to be what an object is.</summary>
/// <param name="Key">Its key, relative to both ends.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Stamp">What it showed of itself.</param>
/// <param name="ETag">The object's entity tag.</param>
internal sealed record RememberedFile(string Key, long Size, FileStamp Stamp, string ETag)
{
    public void Write(BinaryWriter to)
    {
        to.Write(true);
        to.Write(Key);
        to.Write7BitEncodedInt64(Size);
        SyncEntryCodec.Write(to, Stamp);
        to.Write(ETag);
    }

    /// <summary>Null at the end.</summary>
    public static RememberedFile? Read(BinaryReader from) =>
        from.ReadBoolean() ? new(from.ReadString(), from.Read7BitEncodedInt64(), SyncEntryCodec.ReadStamp(from), from.ReadString()) : null;
}
