namespace R2.Emulator.Integrity;

/// <summary>A checksum in the making.</summary>
internal abstract class RunningChecksum : IDisposable
{
    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>The checksum, most significant byte first, as its base64 form has it.</summary>
    public abstract byte[] Finish();

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
