using System.Globalization;
using System.Text;

namespace R2.Emulator.Http.Messages;

/// <summary>Reads a request head (https://www.rfc-editor.org/rfc/rfc9112). Each byte becomes one character, so the bytes of a header can be restored.</summary>
internal static class RequestHeadParser
{
    public static RequestHead Parse(ReadOnlySpan<byte> bytes)
    {
        string[] lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        string[] request = lines[0].Split(' ');
        if (request.Length != 3 || !request[2].StartsWith("HTTP/1.", StringComparison.Ordinal) || request[1].Length == 0)
        {
            throw new MalformedRequestException("The request line is not valid for HTTP/1.1.");
        }

        HeaderList headers = new HeaderList();
        foreach (string? line in lines.Skip(1).TakeWhile(line => line.Length > 0))
        {
            AddField(headers, line);
        }

        return new RequestHead(request[0], PathOf(request[1]), request[2] == "HTTP/1.1", headers) { ContentLength = LengthOf(headers) };
    }

    private static void AddField(HeaderList headers, string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || line[colon - 1] is ' ' or '\t')
        {
            throw new MalformedRequestException("A header field is malformed.");
        }

        headers.Add(line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
    }

    /// <summary>Reduces an absolute target, as proxies get it, to its path; leaves any other target unchanged.</summary>
    private static string PathOf(string target)
    {
        if (!target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return target;
        }

        int slash = target.IndexOf('/', "http://".Length);
        return slash < 0 ? "/" : target[slash..];
    }

    private static long? LengthOf(HeaderList headers)
    {
        if (headers["Content-Length"] is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : throw new MalformedRequestException("Content-Length is not a number.");
    }
}
