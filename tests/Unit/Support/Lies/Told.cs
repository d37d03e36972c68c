using System.Globalization;
using System.Text;

namespace R2.Unit.Support.Lies;

/// <summary>An answer, byte for byte as it will be sent: nothing is checked, completed or escaped.</summary>
internal sealed record Told
{
    public string StatusLine { get; init; } = "HTTP/1.1 200 OK";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>What is sent before it.</summary>
    public string Before { get; init; } = "";

    /// <summary>Bytes of the body after which it stops; all of them where null.</summary>
    public int? StopAfter { get; init; }

    /// <summary>Stays silent where it stops, in place of closing the connection.</summary>
    public bool Stalls { get; init; }

    /// <summary>Stops within the head.</summary>
    public bool EndsInHead { get; init; }

    /// <summary>What a captive portal answers to everything.</summary>
    public static Told Page { get; } = new Told().Set("Content-Type", "text/html").Of("<html><body>Login</body></html>");

    public static Told Empty { get; } = new Told().Set("Content-Length", "0");

    public static Told Parse(ReadOnlySpan<byte> answer)
    {
        int end = answer.IndexOf("\r\n\r\n"u8);
        string[] lines = Encoding.Latin1.GetString(answer[..end]).Split("\r\n");
        return new()
        {
            StatusLine = lines[0],
            Headers = [.. lines[1..].Select(static line => line.Split(": ", 2)).Where(static pair => pair[0] is not "Connection").Select(static pair => (pair[0], pair[1]))],
            Body = answer[(end + 4)..].ToArray(),
        };
    }

    public string? Header(string name) => Headers.FirstOrDefault(header => Is(header.Name, name)).Value;

    public string Text => Encoding.UTF8.GetString(Body);

    public Told Status(int status) => this with { StatusLine = $"HTTP/1.1 {status} Said so" };

    public Told Without(string name) => this with { Headers = [.. Headers.Where(header => !Is(header.Name, name))] };

    public Told Set(string name, string value) => Without(name).Add(name, value);

    public Told Add(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    /// <summary>Another body, with its length.</summary>
    public Told Of(string body) => Of(Encoding.UTF8.GetBytes(body));

    public Told Of(byte[] body) => (this with { Body = body }).Set("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));

    public Told Xml(string body) => Of(body).Set("Content-Type", "application/xml");

    /// <summary>The document with a part of it changed.</summary>
    public Told Replace(string part, string by) => Text.Contains(part, StringComparison.Ordinal) ? Of(Text.Replace(part, by, StringComparison.Ordinal)) : throw new InvalidOperationException($"'{part}' is not in: {Text}");

    public Told Replace(string part, Func<string, string> by) => Replace(part, by(part));

    /// <summary>The element with this name, tags included.</summary>
    public string Element(string name) => Text[Text.IndexOf($"<{name}>", StringComparison.Ordinal)..(Text.IndexOf($"</{name}>", StringComparison.Ordinal) + name.Length + 3)];

    public Told WithoutElement(string name) => Replace(Element(name), "");

    public Told SetElement(string name, string text) => Replace(Element(name), $"<{name}>{text}</{name}>");

    /// <summary>In chunks of HTTP, without a length.</summary>
    public Told Chunked() => (this with { Body = [.. Encoding.ASCII.GetBytes($"{Body.Length:x}\r\n"), .. Body, .. "\r\n0\r\n\r\n"u8] }).Without("Content-Length").Add("Transfer-Encoding", "chunked");

    public byte[] Head() => Encoding.Latin1.GetBytes($"{Before}{StatusLine}\r\n{string.Concat(Headers.Select(static header => $"{header.Name}: {header.Value}\r\n"))}\r\n");

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
