using System.Globalization;
using System.Net;
using R2.Errors;

namespace R2;

/// <summary>The one exception of this library: a request that failed, or one that was refused before it was sent.</summary>
public sealed class R2Exception : Exception
{
    private HttpStatusCode? _statusCode;
    private string? _requestId;
    private string? _operation;
    private string? _bucket;
    private string? _key;
    private int _attempts;

    /// <summary>Makes an exception.</summary>
    /// <param name="code">Stable code: the server's own (<c>NoSuchKey</c>), or one of <see cref="R2ErrorCodes"/>.</param>
    /// <param name="message">Message; it must hold no secret.</param>
    /// <param name="innerException">Cause, or null.</param>
    public R2Exception(string code, string message, Exception? innerException = null)
        : base(PrintableText.OfLines(message), innerException) => Code = code;

    /// <summary>Stable code: the server's own, for example <c>NoSuchKey</c>, or one of <see cref="R2ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>What the error means: follows from <see cref="Code"/>, or from <see cref="StatusCode"/> where the code is not one of <see cref="R2ErrorCodes"/>.</summary>
    public R2ErrorKind Kind => ErrorCatalogue.KindOf(this);

    /// <summary>HTTP status of the response; null where there was none.</summary>
    public HttpStatusCode? StatusCode
    {
        get => _statusCode;
        init => _statusCode = value;
    }

    /// <summary>The server's id of the request, which Cloudflare's support asks for.</summary>
    public string? RequestId
    {
        get => _requestId;
        init => _requestId = value;
    }

    /// <summary>S3 operation that failed, for example <c>PutObject</c>.</summary>
    public string? Operation
    {
        get => _operation;
        init => _operation = value;
    }

    /// <summary>Bucket of the request.</summary>
    public string? BucketName
    {
        get => _bucket;
        init => _bucket = value;
    }

    /// <summary>Key of the request.</summary>
    public string? Key
    {
        get => _key;
        init => _key = value;
    }

    /// <summary>How often the request was sent; 0 where it was refused before.</summary>
    public int Attempts
    {
        get => _attempts;
        init => _attempts = value;
    }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>How long the server asks to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// For <c>SignatureDoesNotMatch</c>: the canonical request that the server computed; the message says where ours differs. Session token and customer's
    /// keys are hidden in it; the signature of a presigned URL is no part of it.
    /// </summary>
    public string? ServerCanonicalRequest { get; init; }

    /// <summary>Address of what the request was about, <c>bucket/key</c>; empty for an account.</summary>
    public string Address => Key is null ? BucketName ?? "" : $"{BucketName}/{Key}";

    /// <summary>Says how often it was tried; whoever repeats knows, and the exception should travel with its first stack.</summary>
    internal void Tried(int attempts) => _attempts = attempts;

    /// <summary>Says which request it belongs to, for one that was found in the body of a response.</summary>
    internal void Locate(Requests.S3Response response)
    {
        (_statusCode, _requestId) = (response.Message.StatusCode, _requestId ?? response.RequestId);
        (_operation, _bucket, _key, _attempts) = (response.Request.Operation, response.Request.Bucket, response.Request.Key, Math.Max(1, response.Exchange.Attempts));
    }

    internal static R2Exception Exists(string bucketName, string key, R2Exception? cause = null) =>
        new(R2ErrorCodes.ObjectExists, $"'{bucketName}/{key}' already exists.", cause) { BucketName = bucketName, Key = key, Attempts = cause?.Attempts ?? 1, RequestId = cause?.RequestId };

    internal static R2Exception Invalid(string code, string message) => new(code, message);

    internal static R2Exception OutOfRange(string setting, object? value, string range) =>
        new(R2ErrorCodes.InvalidSetting, string.Create(CultureInfo.InvariantCulture, $"{setting} is '{value}'; it must be {range}."));
}
