namespace R2.Emulator.Integrity;

/// <summary>Digests of the received bytes; those not requested are null.</summary>
internal sealed record DigestResult(byte[] Md5, byte[]? Sha256, byte[]? Checksum)
{
    /// <summary>ETag of these bytes, without quotes.</summary>
    public string ETag => Convert.ToHexString(Md5).ToLowerInvariant();
}
