using System.Globalization;

namespace R2.Signing;

/// <summary>
/// Signs requests in their query, for others to send. The body is never covered, and no checksum is added: one of an empty body
/// would make every upload fail. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
/// </summary>
internal sealed class Presigner(string region, string service = R2ClientDefaults.Service)
{
    private readonly RequestSigner _signer = new(region, service);

    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="address">Address with its encoded query, which must not have parameters of a signature.</param>
    /// <param name="headers">Headers to sign beside <c>host</c>.</param>
    /// <param name="credential">Credential.</param>
    /// <param name="lifetime">How long the URL works, in whole seconds.</param>
    /// <param name="now">Moment from which it works.</param>
    public string Presign(
        string method, string address, IEnumerable<KeyValuePair<string, string>> headers, R2Credential credential, TimeSpan lifetime, DateTimeOffset now)
    {
        CredentialScope scope = new(now, region, service);
        Uri uri = Requests.S3Uri.Verbatim(address);
        CanonicalHeaders signed = new();
        signed.Add("host", RequestSigner.HostOf(uri));
        foreach ((string name, string value) in headers)
        {
            signed.Add(name, value);
        }

        Utf8Writer query = new(1024);
        WriteQuery(ref query, uri.Query.AsSpan().TrimStart('?'), signed, credential, scope, lifetime);
        string unsigned = query.ToString();
        query.Dispose();

        Utf8Writer canonical = new(1024);
        CanonicalRequest.Write(ref canonical, method, uri.AbsolutePath, unsigned, signed, PayloadHash.Unsigned);
        Utf8Writer url = new(1024);
        url.Append(address.AsSpan(0, address.IndexOf('?') is >= 0 and int at ? at : address.Length));
        url.Append((byte)'?');
        url.Append(unsigned);
        url.Append("&X-Amz-Signature="u8);
        _signer.WriteSignature(ref url, credential, scope, canonical.Written);
        string text = url.ToString();
        url.Dispose();
        canonical.Dispose();
        return text;
    }

    private static void WriteQuery(
        ref Utf8Writer writer, ReadOnlySpan<char> query, CanonicalHeaders headers, R2Credential credential, in CredentialScope scope, TimeSpan lifetime)
    {
        if (!query.IsEmpty)
        {
            writer.Append(query);
            writer.Append((byte)'&');
        }

        writer.Append("X-Amz-Algorithm="u8);
        writer.Append(StringToSign.Algorithm);
        writer.Append("&X-Amz-Credential="u8);
        writer.Append(UriEncoding.Encode($"{credential.AccessKeyId}/{scope.Date}/{scope.Region}/{scope.Service}/aws4_request"));
        writer.Append("&X-Amz-Date="u8);
        writer.Append(scope.Timestamp);
        writer.Append("&X-Amz-Expires="u8);
        writer.Append(((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (credential.SessionToken is { } token)
        {
            writer.Append("&X-Amz-Security-Token="u8);
            writer.Append(UriEncoding.Encode(token));
        }

        writer.Append("&X-Amz-SignedHeaders="u8);
        headers.WriteNames(ref writer, "%3B"u8);
    }
}
