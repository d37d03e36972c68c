namespace R2.Emulator.Storage.Objects;

/// <summary>One uploaded part.</summary>
/// <param name="Number">1 … 10,000.</param>
/// <param name="ETag">MD5 in hex, without quotes.</param>
/// <param name="LastModified">When it was uploaded.</param>
/// <param name="Checksum">The checksum that came with it, if any.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="Crc64">CRC-64/NVME of its bytes if the upload needs one of the whole object, else 0.</param>
internal sealed record StoredPart(int Number, string ETag, DateTimeOffset LastModified, StoredChecksum? Checksum, ObjectBody Body, ulong Crc64);
