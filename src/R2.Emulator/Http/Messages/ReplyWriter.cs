using System.Globalization;
using System.Text;

namespace R2.Emulator.Http.Messages;

/// <summary>Writes a response to the socket. A short body is sent together with the head, in one segment.</summary>
internal static class ReplyWriter
{
    private const int CopyBytes = 256 * 1024;

    public static async Task<long> WriteAsync(SocketChannel channel, RequestHead request, HttpReply reply, bool keepAlive, CancellationToken cancellationToken)
    {
        bool bodiless = request.Method == "HEAD" || reply.Status is 204 or 304;
        bool chunked = !bodiless && reply.AnnouncedLength is null;
        byte[] head = Head(reply, chunked, keepAlive);
        if (bodiless || reply.Body is null)
        {
            byte[] whole = bodiless ? head : [.. head, .. reply.Content.Span];
            await channel.WriteAsync(whole, cancellationToken).ConfigureAwait(false);
            return whole.Length - head.Length;
        }

        await channel.WriteAsync(head, cancellationToken).ConfigureAwait(false);
        WireStream wire = new WireStream(channel, chunked);
        await reply.Body.CopyToAsync(wire, CopyBytes, cancellationToken).ConfigureAwait(false);
        await wire.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return wire.Written;
    }

    private static byte[] Head(HttpReply reply, bool chunked, bool keepAlive)
    {
        StringBuilder text = new StringBuilder(512);
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {ReasonPhrases.Of(reply.Status)}\r\n");
        foreach ((string? name, string? value) in reply.Headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (chunked)
        {
            text.Append("Transfer-Encoding: chunked\r\n");
        }
        else if (reply.AnnouncedLength is { } length && reply.Status is not (204 or 304))
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        }

        text.Append(keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
