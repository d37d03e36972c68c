namespace R2.Emulator.Storage.Blobs;

/// <summary>A run of bytes of one blob.</summary>
internal readonly record struct BlobSlice(Blob Blob, long Offset, long Length);
