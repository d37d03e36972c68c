namespace R2.Emulator.Storage.Blobs;

/// <summary>A range of bytes of a blob.</summary>
internal readonly record struct BlobSlice(Blob Blob, long Offset, long Length);
