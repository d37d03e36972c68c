namespace R2.Simulation.Format;

/// <summary>Lines of a file as they lie in it: JSON is parsed from UTF-8, and need not become text before.</summary>
internal static class Utf8Lines
{
    private const int Block = 64 * 1024;

    /// <returns>Each line without its end; valid until the next is asked for.</returns>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(Stream stream)
    {
        byte[] buffer = new byte[Block];
        int end = 0;
        while (true)
        {
            int start = 0;
            while (Array.IndexOf(buffer, (byte)'\n', start, end - start) is >= 0 and int at)
            {
                yield return Trimmed(buffer, start, at);
                start = at + 1;
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            end -= start;
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            int count = stream.Read(buffer, end, buffer.Length - end);
            if (count == 0)
            {
                break;
            }

            // A line is searched for again from its beginning: lines are shorter than a block but for documents.
            end += count;
        }

        if (end > 0)
        {
            yield return Trimmed(buffer, 0, end);
        }
    }

    /// <summary>Git may have given lines the ends of Windows, and an editor a byte order mark to the file.</summary>
    private static ReadOnlyMemory<byte> Trimmed(byte[] buffer, int start, int end)
    {
        start += buffer.AsSpan(start, end - start).StartsWith("\uFEFF"u8) ? 3 : 0;
        return buffer.AsMemory(start, end - start - (end > start && buffer[end - 1] == '\r' ? 1 : 0));
    }
}
