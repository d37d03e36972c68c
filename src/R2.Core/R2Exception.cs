using System.Globalization;
using System.Net;

namespace R2;

/// <summary>The one exception of this library: a request that failed, or one that was refused before it was sent.</summary>
public sealed class R2Exception : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="code">Stable code: the server's own (<c>NoSuchKey</c>), or one of <see cref="R2ErrorCodes"/>.</param>
    /// <param name="message">Message; it must hold no secret.</param>
    /// <param name="innerException">Cause, or null.</param>
    public R2Exception(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>Stable code: the server's own, for example <c>NoSuchKey</c>, or one of <see cref="R2ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>HTTP status of the answer; null where there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The server's id of the request, which Cloudflare's support asks for.</summary>
    public string? RequestId { get; init; }

    /// <summary>S3 operation that failed, for example <c>PutObject</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Bucket of the request.</summary>
    public string? Bucket { get; init; }

    /// <summary>Key of the request.</summary>
    public string? Key { get; init; }

    /// <summary>How often the request was sent; 0 where it was refused before.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>How long the server asks to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// For <c>SignatureDoesNotMatch</c>: the canonical request that the server computed, to be compared with ours. It holds no key;
    /// the signature of a presigned URL is no part of it.
    /// </summary>
    public string? ServerCanonicalRequest { get; init; }

    /// <summary>Address of what the request was about, <c>bucket/key</c>; empty for an account.</summary>
    public string Address => Key is null ? Bucket ?? "" : $"{Bucket}/{Key}";

    internal static R2Exception Invalid(string code, string message) => new(code, message);

    internal static R2Exception OutOfRange(string setting, object? value, string range) =>
        new(R2ErrorCodes.InvalidSetting, string.Create(CultureInfo.InvariantCulture, $"{setting} is '{value}'; allowed is {range}."));
}
