namespace R2.Emulator.Storage.Objects;

/// <summary>A checksum that the client stated and that was verified.</summary>
/// <param name="Algorithm">CRC32, CRC32C, CRC64NVME, SHA1 or SHA256.</param>
/// <param name="Value">Base64; a composite one ends in <c>-N</c>.</param>
/// <param name="Type">FULL_OBJECT or COMPOSITE; null if it was not stated, as for a single PUT.</param>
internal sealed record StoredChecksum(string Algorithm, string Value, string? Type);
