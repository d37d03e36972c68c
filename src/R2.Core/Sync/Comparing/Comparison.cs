namespace R2.Sync.Comparing;

/// <summary>Whether both ends have the same of a key.</summary>
/// <param name="Reason">Equal, or how they differ.</param>
/// <param name="Md5">MD5 of the file in hexadecimal digits, where it was read.</param>
/// <param name="IsByContent">Whether the bytes told, so that it may be remembered.</param>
internal readonly record struct Comparison(R2SyncReason Reason, string? Md5 = null, bool IsByContent = false)
{
    public bool IsEqual => Reason == R2SyncReason.Equal;
}
