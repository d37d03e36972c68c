using System.Xml;

namespace R2.Xml;

/// <summary>An S3 error. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html</summary>
internal sealed record ErrorDocument
{
    /// <summary>Longer bodies are no S3 errors but somebody's error pages.</summary>
    public const int MaxBytes = 256 * 1024;

    public string? Code { get; init; }

    public string? Message { get; init; }

    public string? RequestId { get; init; }

    public string? CanonicalRequest { get; init; }

    /// <summary>Reads an error, or null where the body is none.</summary>
    public static ErrorDocument? TryRead(XmlBody body)
    {
        try
        {
            using XmlReader reader = body.CreateReader();
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "Error" ? Read(new XmlCursor(reader)) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static ErrorDocument Read(XmlCursor error)
    {
        (string? code, string? message, string? requestId, string? canonicalRequest) = (null, null, null, null);
        while (error.MoveNext())
        {
            switch (error.Name)
            {
                case "Code":
                    code = error.TextOrNull();
                    break;
                case "Message":
                    message = error.TextOrNull();
                    break;
                case "RequestId":
                    requestId = error.TextOrNull();
                    break;
                case "CanonicalRequest":
                    canonicalRequest = error.TextOrNull();
                    break;
            }
        }

        return new() { Code = code, Message = message, RequestId = requestId, CanonicalRequest = canonicalRequest };
    }

    /// <summary>An error that came with a status of success.</summary>
    public R2Exception ToException() => new(Code ?? R2ErrorCodes.InvalidResponse, Message ?? "The server reported an error without saying which.")
    {
        RequestId = RequestId,
        IsRetryable = Http.ResponseErrors.IsTransient(null, Code),
    };
}
