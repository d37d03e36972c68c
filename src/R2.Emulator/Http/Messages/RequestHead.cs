namespace R2.Emulator.Http.Messages;

/// <summary>Request line and header fields as received. The target is raw, since the signature covers it byte for byte.</summary>
internal sealed record RequestHead(string Method, string Target, bool IsHttp11, HeaderList Headers)
{
    public bool IsChunked => Headers["Transfer-Encoding"] is { } coding && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    public bool ExpectsContinue => string.Equals(Headers["Expect"], "100-continue", StringComparison.OrdinalIgnoreCase);

    public bool KeepsAlive
    {
        get
        {
            string connection = Headers["Connection"] ?? string.Empty;
            return IsHttp11
                ? !connection.Contains("close", StringComparison.OrdinalIgnoreCase)
                : connection.Contains("keep-alive", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Length of the body in bytes; null if the request does not state it.</summary>
    public long? ContentLength { get; init; }
}
