using System.Buffers;
using System.Xml;
using R2.Errors;

namespace R2.Xml.Documents;

/// <summary>An S3 error. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html</summary>
internal sealed record ErrorDocument
{
    /// <summary>Longer bodies are no S3 errors but somebody's error pages.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxCode = 100;
    private const int MaxMessage = 1000;

    private static readonly SearchValues<char> s_code = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");

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
        catch (Exception e) when (XmlDocuments.IsMalformed(e))
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
                    code = error.TextOrNull() is { Length: <= MaxCode } name && !name.AsSpan().ContainsAnyExcept(s_code) ? name : null;
                    break;
                case "Message":
                    message = error.TextOrNull() is { } text ? text.Length <= MaxMessage ? text : string.Concat(text.AsSpan(0, MaxMessage), "…") : null;
                    break;
                case "RequestId":
                    requestId = error.Label();
                    break;
                case "CanonicalRequest":
                    canonicalRequest = error.TextOrNull();
                    break;
            }
        }

        return new() { Code = code, Message = message, RequestId = requestId, CanonicalRequest = canonicalRequest };
    }

    /// <summary>An error that came with a status of success.</summary>
    public R2Exception ToException() => new(Code ?? R2ErrorCodes.InvalidResponse, Message ?? "The server answered with a success and an error without a name.")
    {
        RequestId = RequestId,
        IsRetryable = ErrorCatalogue.IsTransient(status: null, Code),
    };
}
