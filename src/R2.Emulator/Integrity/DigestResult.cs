namespace R2.Emulator.Integrity;

/// <summary>The digests of bytes received; those not asked for are null.</summary>
internal sealed record DigestResult(byte[] Md5, byte[]? Sha256, byte[]? Checksum)
{
    /// <summary>What R2 gives out as ETag of these bytes, without quotes.</summary>
    public string ETag => Convert.ToHexString(Md5).ToLowerInvariant();
}
