using System.Text;
using R2.Models;

namespace R2.Listing;

/// <summary>Pages that came before their turn: a few in memory, the others in a temporary file of this list.</summary>
/// <remarks>Pages are put in by one at a time. What is on disk may be read meanwhile.</remarks>
internal sealed class PageSpool(ListLimits limits, string bucket) : IDisposable
{
    private static readonly string[] s_classes = [R2StorageClass.Standard, R2StorageClass.StandardInfrequentAccess];

    private readonly MemoryStream _buffer = new();
    private FileStream? _file;
    private long _end;
    private int _held;

    /// <summary>Whether the disk took no more: pages stay in memory then, and requests wait for the reader.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether memory has room for one more page.</summary>
    public bool HasRoom => Volatile.Read(ref _held) < limits.PagesInMemory;

    /// <param name="page">Page.</param>
    /// <param name="isAwaited">Whether somebody waits for it: then it stays in memory.</param>
    public SpooledPage Put(R2ObjectPage page, bool isAwaited)
    {
        if (!isAwaited && !HasRoom && !IsFull)
        {
            try
            {
                return Write(page);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                IsFull = true;
            }
        }

        Interlocked.Increment(ref _held);
        return new SpooledPage(page, 0, 0);
    }

    public R2ObjectPage Take(SpooledPage page)
    {
        if (page.Page is { } held)
        {
            Interlocked.Decrement(ref _held);
            return held;
        }

        byte[] bytes = new byte[page.Length];
        for (int read = 0; read < bytes.Length;)
        {
            int more = RandomAccess.Read(_file!.SafeFileHandle, bytes.AsSpan(read), page.Offset + read);
            read += more > 0 ? more : throw new EndOfStreamException();
        }

        return Read(bytes);
    }

    public void Dispose() => _file?.Dispose();

    private SpooledPage Write(R2ObjectPage page)
    {
        _buffer.SetLength(0);
        using (BinaryWriter writer = new(_buffer, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(page.NextContinuationToken ?? "");
            writer.Write(page.IsTruncated);
            writer.Write7BitEncodedInt(page.Objects.Count);
            foreach (R2Object item in page.Objects)
            {
                writer.Write(item.Key);
                writer.Write7BitEncodedInt64(item.Size);
                writer.Write(item.ETag is not null);
                writer.Write(item.ETag ?? "");
                writer.Write(item.LastModified?.UtcTicks ?? 0);
                writer.Write(item.StorageClass);
            }
        }

        if (_end + _buffer.Length > limits.BytesOnDisk)
        {
            throw new IOException("The spool of a list has its full length.");
        }

        _file ??= SpoolFile.Create();
        SpooledPage place = new(null, _end, (int)_buffer.Length);
        RandomAccess.Write(_file.SafeFileHandle, _buffer.GetBuffer().AsSpan(0, place.Length), _end);
        _end += place.Length;
        return place;
    }

    private R2ObjectPage Read(byte[] bytes)
    {
        using BinaryReader reader = new(new MemoryStream(bytes), Encoding.UTF8);
        (string token, bool isTruncated) = (reader.ReadString(), reader.ReadBoolean());
        R2Object[] objects = new R2Object[reader.Read7BitEncodedInt()];
        for (int i = 0; i < objects.Length; i++)
        {
            (string key, long size, bool hasETag, string etag, long modified, string storageClass) =
                (reader.ReadString(), reader.Read7BitEncodedInt64(), reader.ReadBoolean(), reader.ReadString(), reader.ReadInt64(), reader.ReadString());
            objects[i] = new R2Object
            {
                BucketName = bucket,
                Key = key,
                Size = size,
                ETag = hasETag ? etag : null,
                LastModified = modified == 0 ? null : new DateTimeOffset(modified, TimeSpan.Zero),
                StorageClass = Array.Find(s_classes, known => known == storageClass) ?? storageClass,
            };
        }

        return new R2ObjectPage { Objects = objects, Prefixes = [], IsTruncated = isTruncated, NextContinuationToken = token.Length == 0 ? null : token };
    }
}
