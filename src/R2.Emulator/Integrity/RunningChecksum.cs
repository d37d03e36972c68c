namespace R2.Emulator.Integrity;

/// <summary>An incremental checksum.</summary>
internal abstract class RunningChecksum : IDisposable
{
    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>The checksum, most significant byte first, as in its base64 form.</summary>
    public abstract byte[] Finish();

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
