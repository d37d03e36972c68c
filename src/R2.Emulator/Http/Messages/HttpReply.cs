using System.Text;

namespace R2.Emulator.Http.Messages;

/// <summary>A response: status, header fields, and a body of bytes or a stream. A stream of unknown length is sent in chunks.</summary>
internal sealed class HttpReply
{
    public HttpReply(int status)
    {
        Status = status;
    }

    public int Status { get; }

    public HeaderList Headers { get; } = [];

    public ReadOnlyMemory<byte> Content { get; set; }

    public Stream? Body { get; set; }

    /// <summary>Length of <see cref="Body"/> in bytes; null if it is unknown before its end.</summary>
    public long? BodyLength { get; set; }

    /// <summary>Neither GET nor HEAD responses have a Content-Length.</summary>
    public bool HasUnknownLength { get; set; }

    /// <summary>Content-Length, which HEAD responses have without a body; null if it is unknown.</summary>
    public long? AnnouncedLength => HasUnknownLength ? null : BodyLength ?? Content.Length;

    public static HttpReply Xml(string document, int status = 200)
    {
        HttpReply reply = new HttpReply(status) { Content = Encoding.UTF8.GetBytes(document) };
        reply.Headers.Add("Content-Type", "application/xml");
        return reply;
    }

    public HttpReply With(string name, string? value)
    {
        if (value is not null)
        {
            Headers.Set(name, value);
        }

        return this;
    }
}
