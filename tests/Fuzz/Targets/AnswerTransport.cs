using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace R2.Fuzz.Targets;

/// <summary>Answers with what the input has, as a connection would give it: a line with the status, headers, an empty line, the body.</summary>
internal sealed class AnswerTransport(byte[] input) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int end = input.AsSpan().IndexOf("\n\n"u8);
        string[] head = Encoding.UTF8.GetString(end < 0 ? input : input[..end]).Split('\n');
        byte[] body = end < 0 ? [] : input[(end + 2)..];
        HttpResponseMessage message = new((HttpStatusCode)(int.TryParse(head[0], NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 200 and < 1000 ? status : 200))
        {
            RequestMessage = request,
        };
        using ByteArrayContent headers = new([]);
        foreach (string line in head.Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            (string name, string value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..].Trim());
            // As the network's handler does it, which refuses what is no header at all.
            _ = name.Length == 0 || value.AsSpan().ContainsAny('\r', '\0') || message.Headers.TryAddWithoutValidation(name, value) || headers.Headers.TryAddWithoutValidation(name, value);
        }

        long? length = headers.Headers.NonValidated.TryGetValues("Content-Length", out HeaderStringValues lengths) && long.TryParse(lengths.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long announced) ? announced : null;
        message.Content = new StreamContent(new AnswerBody(body, length));
        foreach ((string name, HeaderStringValues values) in headers.Headers.NonValidated)
        {
            message.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return Task.FromResult(message);
    }
}
