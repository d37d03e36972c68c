namespace R2.Cmdlets.Common;

/// <summary>Cuts the bytes of an object into what goes down the pipeline.</summary>
internal static class ObjectPieces
{
    private const int Piece = 64 * 1024;

    /// <summary>All of it: what is text is known at its end.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream content, CancellationToken cancellationToken)
    {
        MemoryStream bytes = new();
        await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>As arrays of up to 64 KiB while they arrive, or all of it as one. An empty object is one empty array.</summary>
    public static async Task WriteBytesAsync(Stream content, long? wholeSize, Func<object, Task> write, CancellationToken cancellationToken)
    {
        int most = wholeSize is { } size ? (int)Math.Min(size, Array.MaxLength) : Piece;
        bool any = false;
        while (true)
        {
            byte[] bytes = new byte[most];
            int read = await content.ReadAtLeastAsync(bytes, most, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (read > 0 || !any)
            {
                await write(read == most ? bytes : bytes[..read]).ConfigureAwait(false);
            }

            any = true;
            if (read < most || most == 0)
            {
                return;
            }
        }
    }
}
