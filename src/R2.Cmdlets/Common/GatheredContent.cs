using System.Buffers;
using R2.Http;

namespace R2.Cmdlets.Common;

/// <summary>Collects what is piped to one key: pieces of text become lines, bytes follow one another, a stream stands alone.</summary>
internal sealed class GatheredContent
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private Stream? _stream;
    private bool _endsInText;

    public bool IsEmpty { get; private set; } = true;

    /// <exception cref="R2Exception">A stream is to be joined with something else.</exception>
    public void Add(UploadContent content)
    {
        if (_stream is not null || (content.Stream is not null && !IsEmpty))
        {
            throw new R2Exception("DuplicateKey", "A stream and another input would be stored under one key.");
        }

        if (_endsInText && content.IsText)
        {
            _bytes.Write("\n"u8);
        }

        _bytes.Write(content.Bytes.Span);
        (_stream, _endsInText, IsEmpty) = (content.Stream, content.IsText, false);
    }

    /// <summary>Opens the body; whoever calls disposes what it rests on.</summary>
    public async Task<(ReplayableContent Body, IAsyncDisposable Owner)> OpenAsync(CancellationToken cancellation)
    {
        if (_stream is null)
        {
            return (ReplayableContent.FromBytes(_bytes.WrittenMemory), Stream.Null);
        }

        if (_stream.CanSeek)
        {
            // The stream belongs to the user, who may go on with it.
            return (ReplayableContent.FromStream(_stream), Stream.Null);
        }

        FileStream spool = await SpoolAsync(_stream, cancellation).ConfigureAwait(false);
        return (ReplayableContent.FromStream(spool), spool);
    }

    // R2 takes no body of unknown length (411), and memory may be smaller than the stream.
    private static async Task<FileStream> SpoolAsync(Stream stream, CancellationToken cancellation)
    {
        FileStream spool = new(
            Path.Combine(Path.GetTempPath(), $"r2-{Guid.NewGuid():N}.tmp"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            await stream.CopyToAsync(spool, cancellation).ConfigureAwait(false);
            spool.Position = 0;
            return spool;
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
