namespace R2.Cmdlets.Transfers.Content;

/// <summary>The bytes of an object on their way to the pipeline.</summary>
internal static class ObjectBytes
{
    private const int BlockSize = 64 * 1024;
    private const int FirstRoom = 1024 * 1024;

    /// <summary>As arrays of up to 64 KiB while they arrive. An empty object is one empty array.</summary>
    public static async Task WriteBytesAsync(Stream content, Func<object, Task> write, CancellationToken cancellationToken)
    {
        for (bool any = false; ; any = true)
        {
            byte[] bytes = new byte[BlockSize];
            int read = await content.ReadAtLeastAsync(bytes, BlockSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (read > 0 || !any)
            {
                await write(read == BlockSize ? bytes : bytes[..read]).ConfigureAwait(false);
            }

            if (read < BlockSize)
            {
                return;
            }
        }
    }

    /// <summary>All of it as one array, which grows with what arrives: the length that a server announces is only where it may end.</summary>
    /// <param name="content">Content.</param>
    /// <param name="length">Length that is announced.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<byte[]> ReadAllAsync(Stream content, long length, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[Math.Min(length, FirstRoom)];
        int read = 0;
        while (true)
        {
            int more = await content.ReadAtLeastAsync(bytes.AsMemory(read), bytes.Length - read, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            read += more;
            if (read < bytes.Length || read == length)
            {
                return read == bytes.Length ? bytes : bytes[..read];
            }

            Array.Resize(ref bytes, (int)Math.Min(length, Math.Min(bytes.Length * 2L, Array.MaxLength)));
        }
    }
}
