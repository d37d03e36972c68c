using System.Net;
using R2.Simulation.Format;

namespace R2.Simulation.Replay;

/// <summary>The body of a recorded response, read from the recording as it is wanted.</summary>
internal sealed class ReplayedContent(string folder, RecordedBody body, TimeSpan duration, TimeProvider time) : HttpContent
{
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(Open());

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => Open();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Stream content = Open();
        await using (content.ConfigureAwait(false))
        {
            await content.CopyToAsync(stream).ConfigureAwait(false);
        }
    }

    private Stream Open()
    {
        Stream bytes = body.File is null
            ? new MemoryStream(body.Bytes ?? [], writable: false)
            : new FileStream(RecordingFormat.BodyOf(folder, body.File), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return body.File is null && body.CutShort is null && duration == TimeSpan.Zero ? bytes : new ReplayedStream(bytes, body, duration, time);
    }
}
