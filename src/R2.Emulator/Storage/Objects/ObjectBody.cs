using R2.Emulator.Storage.Blobs;

namespace R2.Emulator.Storage.Objects;

/// <summary>The bytes of an object or a part: a list of slices, so that completing and copying move no bytes.</summary>
internal sealed class ObjectBody
{
    public static readonly ObjectBody Empty = new([]);

    public ObjectBody(IReadOnlyList<BlobSlice> slices)
    {
        Slices = slices;
        Length = slices.Sum(slice => slice.Length);
    }

    public IReadOnlyList<BlobSlice> Slices { get; }

    public long Length { get; }

    public static ObjectBody Of(Blob blob) => new([new BlobSlice(blob, 0, blob.Length)]);

    public static ObjectBody Join(IEnumerable<ObjectBody> bodies) => new([.. bodies.SelectMany(body => body.Slices)]);

    /// <summary>The slices that make up a range of this body.</summary>
    public ObjectBody Range(long offset, long length)
    {
        List<BlobSlice> slices = new List<BlobSlice>();
        foreach (BlobSlice slice in Slices)
        {
            long skip = Math.Min(offset, slice.Length);
            long take = Math.Min(length, slice.Length - skip);
            if (take > 0)
            {
                slices.Add(new BlobSlice(slice.Blob, slice.Offset + skip, take));
            }

            offset -= skip;
            length -= take;
        }

        return new ObjectBody(slices);
    }

    public void Acquire()
    {
        foreach (BlobSlice slice in Slices)
        {
            slice.Blob.Acquire();
        }
    }

    public void Release()
    {
        foreach (BlobSlice slice in Slices)
        {
            slice.Blob.Release();
        }
    }
}
