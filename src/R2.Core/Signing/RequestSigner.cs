using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using R2.Credentials;

namespace R2.Signing;

/// <summary>Signs requests in their headers. May be run again on the same request: every attempt gets a date and a signature of its own.</summary>
internal sealed class RequestSigner(string region, string service = R2ClientDefaults.Service)
{
    /// <summary>
    /// Left out of the signature: what the transport or a proxy may add or rewrite on the way. Cloudflare's edge rewrites Accept-Encoding.
    /// </summary>
    private static readonly FrozenSet<string> s_unsigned = new[]
    {
        "Accept-Encoding", "Authorization", "Connection", "Content-Length", "Expect", "Host", "traceparent", "tracestate", "Transfer-Encoding", "User-Agent",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly HasherPool _hashers = new();
    private readonly SigningKeyCache _keys = new();

    public void Sign(HttpRequestMessage request, R2Credential credential, DateTimeOffset now)
    {
        CredentialScope scope = new(now, region, service);
        Set(request.Headers, "x-amz-date", scope.Timestamp);
        Set(request.Headers, "x-amz-security-token", credential.SessionToken);

        CanonicalHeaders headers = Headers(request);
        Utf8Writer canonical = new(1024);
        WriteCanonicalRequest(ref canonical, request, headers);
        Utf8Writer authorization = new(512);
        WriteAuthorization(ref authorization, credential, scope, headers, canonical.Written);
        Set(request.Headers, "Authorization", Encoding.ASCII.GetString(authorization.Written));
        authorization.Dispose();
        canonical.Dispose();
    }

    /// <summary>The canonical request of a request that was signed: what to compare the server's own with.</summary>
    public static string CanonicalRequestOf(HttpRequestMessage request)
    {
        Utf8Writer canonical = new(1024);
        WriteCanonicalRequest(ref canonical, request, Headers(request));
        string text = canonical.ToString();
        canonical.Dispose();
        return text;
    }

    /// <summary>Last step of Signature V4.</summary>
    public void WriteSignature(ref Utf8Writer writer, R2Credential credential, in CredentialScope scope, ReadOnlySpan<byte> canonicalRequest)
    {
        Hasher hasher = _hashers.Rent();
        Utf8Writer toSign = new(256);
        StringToSign.Write(ref toSign, scope, canonicalRequest, hasher);
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        SecretBytes key = _keys.Get(credential, scope, hasher);
        hasher.MacAgain(key.Array, toSign.Written, signature);
        GC.KeepAlive(key);
        toSign.Dispose();
        _hashers.Return(hasher);
        writer.AppendLowerHex(signature);
    }

    private static void WriteCanonicalRequest(ref Utf8Writer writer, HttpRequestMessage request, CanonicalHeaders headers)
    {
        Uri uri = request.RequestUri!;
        string payloadHash = request.Headers.NonValidated.TryGetValues("x-amz-content-sha256", out HeaderStringValues hash) ? hash.ToString() : PayloadHash.Unsigned;
        CanonicalRequest.Write(ref writer, request.Method.Method, uri.AbsolutePath, uri.Query.AsSpan().TrimStart('?'), headers, payloadHash);
    }

    private void WriteAuthorization(
        ref Utf8Writer writer, R2Credential credential, in CredentialScope scope, CanonicalHeaders headers, ReadOnlySpan<byte> canonicalRequest)
    {
        writer.Append(StringToSign.Algorithm);
        writer.Append(" Credential="u8);
        writer.Append(credential.AccessKeyId);
        writer.Append((byte)'/');
        scope.Write(ref writer);
        writer.Append(",SignedHeaders="u8);
        headers.WriteNames(ref writer, ";"u8);
        writer.Append(",Signature="u8);
        WriteSignature(ref writer, credential, scope, canonicalRequest);
    }

    private static CanonicalHeaders Headers(HttpRequestMessage request)
    {
        CanonicalHeaders headers = new();
        headers.Add("host", HostOf(request.RequestUri!));
        Add(headers, request.Headers);
        if (request.Content is { } content)
        {
            Add(headers, content.Headers);
        }

        return headers;
    }

    /// <summary>As it goes into the Host header: with the port, unless that is the scheme's own.</summary>
    internal static string HostOf(Uri uri)
    {
        // IdnHost takes the brackets from an IPv6 address; the Host header has them.
        string host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? host : $"{host}:{uri.Port}";
    }

    private static void Add(CanonicalHeaders headers, HttpHeaders from)
    {
        foreach ((string name, HeaderStringValues values) in from.NonValidated)
        {
            if (!s_unsigned.Contains(name))
            {
                headers.Add(name, values.ToString());
            }
        }
    }

    private static void Set(HttpRequestHeaders headers, string name, string? value)
    {
        headers.Remove(name);
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
