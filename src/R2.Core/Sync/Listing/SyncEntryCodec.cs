using R2.Files;

namespace R2.Sync.Listing;

/// <summary>Entries in temporary files, of this run alone.</summary>
internal static class SyncEntryCodec
{
    public static void Write(BinaryWriter to, SyncEntry? entry)
    {
        to.Write(entry is not null);
        if (entry is null)
        {
            return;
        }

        to.Write(entry.Key);
        to.Write7BitEncodedInt64(entry.Size);
        to.Write(entry.ETag ?? "");
        to.Write(entry.LastModified?.UtcTicks ?? 0);
        Write(to, entry.Stamp);
        to.Write((sbyte)(entry.Obstacle is { } obstacle ? (int)obstacle : -1));
        to.Write(entry.Error?.Code ?? "");
        to.Write(entry.Error?.Message ?? "");
    }

    public static SyncEntry? Read(BinaryReader from)
    {
        if (!from.ReadBoolean())
        {
            return null;
        }

        (string key, long size, string etag, long modified) = (from.ReadString(), from.Read7BitEncodedInt64(), from.ReadString(), from.ReadInt64());
        (FileStamp stamp, sbyte obstacle, string code, string message) = (ReadStamp(from), from.ReadSByte(), from.ReadString(), from.ReadString());
        return new SyncEntry
        {
            Key = key,
            Size = size,
            ETag = etag.Length == 0 ? null : etag,
            LastModified = modified == 0 ? null : new DateTimeOffset(modified, TimeSpan.Zero),
            Stamp = stamp,
            Obstacle = obstacle < 0 ? null : (R2SyncReason)obstacle,
            Error = code.Length == 0 ? null : new R2Exception(code, message) { Key = key },
        };
    }

    public static void Write(BinaryWriter to, FileStamp stamp)
    {
        Write(to, stamp.Written);
        Write(to, stamp.Changed);
        to.Write(stamp.Number);
    }

    public static FileStamp ReadStamp(BinaryReader from) => new(ReadTime(from), ReadTime(from), from.ReadInt64());

    private static void Write(BinaryWriter to, FileTime time)
    {
        to.Write(time.Seconds);
        to.Write(time.Nanoseconds);
    }

    private static FileTime ReadTime(BinaryReader from) => new(from.ReadInt64(), from.ReadInt32());
}
