using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;

namespace R2.Emulator.Routing;

/// <summary>A request: bucket, key, query and headers.</summary>
internal sealed class S3Request
{
    public S3Request(HttpRequest http, string pathPrefix, DateTimeOffset now)
    {
        Http = http;
        Now = now;
        int question = http.Head.Target.IndexOf('?', StringComparison.Ordinal);
        RawPath = question < 0 ? http.Head.Target : http.Head.Target[..question];
        Query = new QueryList(question < 0 ? string.Empty : http.Head.Target[(question + 1)..]);
        IsRoutable = RawPath.StartsWith(pathPrefix + "/", StringComparison.Ordinal) || RawPath == pathPrefix;
        if (IsRoutable && RawPath.Length > pathPrefix.Length + 1)
        {
            string address = RawPath[(pathPrefix.Length + 1)..];
            int slash = address.IndexOf('/', StringComparison.Ordinal);
            Bucket = PercentCoding.DecodeLenient(slash < 0 ? address : address[..slash]);
            RawKey = slash < 0 || slash == address.Length - 1 ? null : address[(slash + 1)..];
            Key = RawKey is null ? null : PercentCoding.DecodeStrict(RawKey);
        }
    }

    public HttpRequest Http { get; }

    /// <summary>The server's time for this request, which a fault may have shifted.</summary>
    public DateTimeOffset Now { get; set; }

    public string Method => Http.Method;

    /// <summary>The path exactly as sent, which the signature covers.</summary>
    public string RawPath { get; }

    public QueryList Query { get; }

    /// <summary>False if the path is not below the endpoint's prefix.</summary>
    public bool IsRoutable { get; }

    public string? Bucket { get; }

    /// <summary>The key as sent; null for requests to a bucket or the account.</summary>
    public string? RawKey { get; }

    /// <summary>The key, decoded once; null also if it is not UTF-8.</summary>
    public string? Key { get; }

    public string? Header(string name) => Http.Headers[name];

    public bool HasHeader(string name) => Http.Headers.Contains(name);

    /// <summary>The length of the body in bytes, which R2 requires (https://developers.cloudflare.com/r2/api/error-codes/).</summary>
    public long RequireLength() => Http.Head.IsChunked || Http.Head.ContentLength is not { } length ? throw S3Errors.MissingContentLength() : length;
}
