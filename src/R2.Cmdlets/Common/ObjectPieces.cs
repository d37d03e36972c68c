namespace R2.Cmdlets.Common;

/// <summary>Cuts the bytes of an object into what goes down the pipeline.</summary>
internal static class ObjectPieces
{
    private const int Piece = 64 * 1024;

    /// <summary>As text: UTF-8, unless a byte order mark says otherwise.</summary>
    public static async Task WriteTextAsync(Stream content, Func<object, Task> write, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(content);
        await write(await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
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
