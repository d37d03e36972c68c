using System.Net;
using R2.Pipeline;
using R2.Requests;
using R2.Rules;
using R2.Signing;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Errors;

/// <summary>The one function that turns a response into an exception.</summary>
internal static class ResponseErrors
{
    private const string TokenHeader = "x-amz-security-token";

    public static async Task<R2Exception> ReadAsync(S3Response response, TimeProvider time, CancellationToken cancellationToken)
    {
        (S3Request request, HttpResponseMessage message) = (response.Request, response.Message);
        if ((int)message.StatusCode < 200 || (message.StatusCode == HttpStatusCode.NotModified && !request.MayBeNotModified))
        {
            return response.Improper($"its status is {(int)message.StatusCode}, and nothing was asked that it answers");
        }

        using Stream stream = await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using XmlBody body = await XmlBody.ReadAsync(stream, message.Content.Headers.ContentLength, ErrorDocument.MaxBytes, cancellationToken).ConfigureAwait(false);
        ErrorDocument? error = body.IsTruncated ? null : ErrorDocument.TryRead(body);
        if (error is null && (int)message.StatusCode is >= 400 and <= 404 && (message.Content.Headers.ContentType?.MediaType is "text/html" || IsOfAnotherServer(request, message)))
        {
            // "There is no such object", "your key may not", "nobody knows your key" are answers, and a page for people gives none of them: it is a proxy's, or another server's.
            // HEAD brings no document, but the type of the one that it leaves out. What answers anything else without a document and without a header of S3's or of Cloudflare's is no S3 server.
            return response.Improper($"its status is {(int)message.StatusCode} with a page of {S3Response.Header(message, "Content-Type") ?? "an unnamed type"}{(body.Document.IsEmpty ? "" : $", which begins: {ExpectedResponse.Beginning(body.Document)}")}{PublicDomain(message)}");
        }

        bool refusesToken = RefusesToken(error, message);
        string code = refusesToken ? R2ErrorCodes.InvalidToken : error?.Code ?? ErrorCatalogue.CodeOf(message.StatusCode, request.Key is not null);
        string text = refusesToken ? DescribeToken(error)
            : error is null && body.Document.IsEmpty ? DescribeEmpty(request, message)
            : error?.Message ?? Describe(message, body, error?.Code);
        return new R2Exception(code, text + Compared(error, message))
        {
            StatusCode = message.StatusCode,
            RequestId = error?.RequestId ?? S3Response.RequestIdOf(message),
            Operation = request.Operation,
            BucketName = request.Bucket,
            Key = request.Key,
            Attempts = 1,
            IsRetryable = ErrorCatalogue.IsTransient(message.StatusCode, code),
            RetryAfter = RetryAfterOf(message, time),
            ServerCanonicalRequest = error?.CanonicalRequest is { } canonical ? PrintableText.OfLines(SignatureDifference.Redact(canonical)) : null,
        };
    }

    private static bool IsOfAnotherServer(S3Request request, HttpResponseMessage message) => request.Operation is not ("HeadObject" or "HeadBucket")
        && !message.Headers.NonValidated.Any(static header => header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("cf-ray", StringComparison.OrdinalIgnoreCase));

    /// <summary>With SignatureDoesNotMatch R2 tells what it computed: what differs from ours says whether the secret is wrong or the request was changed.</summary>
    private static string Compared(ErrorDocument? error, HttpResponseMessage message) => error is { Code: R2ErrorCodes.SignatureDoesNotMatch, CanonicalRequest: { } theirs } && message.RequestMessage is { } sent
        ? " " + SignatureDifference.Describe(RequestSigner.CanonicalRequestOf(sent), theirs)
        : "";

    private static string Describe(HttpResponseMessage message, XmlBody body, string? code)
    {
        string status = $"The server answered {(int)message.StatusCode} {message.ReasonPhrase}";
        if (code is not null)
        {
            // Ceph's gateway sends most of its errors so.
            return $"{status} with the error {code} and no message.";
        }

        string type = S3Response.Header(message, "Content-Type") ?? "no content type";
        string size = body.IsTruncated ? $"more than {ErrorDocument.MaxBytes} bytes" : $"{body.Document.Length} bytes";
        return $"{status} with {size} of {type} in place of an S3 error{PublicDomain(message)}. It begins: {ExpectedResponse.Beginning(body.Document)}";
    }

    /// <summary>R2 names the header and nothing else; HEAD is answered with 400 and not even that.</summary>
    private static bool RefusesToken(ErrorDocument? error, HttpResponseMessage message) => error is null
        ? message.StatusCode == HttpStatusCode.BadRequest && message.RequestMessage is { } sent && sent.Method == HttpMethod.Head && sent.Headers.NonValidated.Contains(TokenHeader)
        : error.Code == R2ErrorCodes.InvalidArgument && error.Message?.Contains(TokenHeader, StringComparison.OrdinalIgnoreCase) == true;

    private static string DescribeToken(ErrorDocument? error) => error is null
        ? "The server answered 400 Bad Request, and its responses to HEAD give no reasons: probably the session token is not one of this account and access key."
        : "The session token is not one of this account and access key.";

    /// <summary>A response to HEAD has no document: its status has to be enough.</summary>
    private static string DescribeEmpty(S3Request request, HttpResponseMessage message)
    {
        string status = $"{(int)message.StatusCode} {message.ReasonPhrase}".TrimEnd();
        (string what, string orBucket) = request.Key is { } key ? ($"object '{request.Bucket}/{key}'", $", or the bucket '{request.Bucket}' does not")
            : request.Bucket is { } bucket ? ($"bucket '{bucket}'", "")
            : ("account", "");
        return message.StatusCode switch
        {
            HttpStatusCode.NotFound => $"The {what} does not exist{orBucket}.",
            HttpStatusCode.Unauthorized => $"The access key id is not known to the server ({status}).",
            HttpStatusCode.Forbidden => $"Access to the {what} is denied ({status}).",
            HttpStatusCode.PreconditionFailed => $"The {what} does not meet the conditions of the request ({status}).",
            HttpStatusCode.NotModified => $"The {what} has not changed ({status}).",
            HttpStatusCode.RequestedRangeNotSatisfiable => $"The {what} has nothing in the range that was asked for ({status}).",
            _ => $"The server answered {status}.",
        };
    }

    /// <summary>Cloudflare's edge without R2's S3 API behind it: the domain that a bucket is published at serves reads alone.</summary>
    private static string PublicDomain(HttpResponseMessage message) =>
        S3Response.Header(message, "Server") == "cloudflare" && message.RequestMessage?.RequestUri is { } address && !EndpointAddress.IsR2(address)
            ? "; the page is Cloudflare's: a bucket's public domain is no endpoint, which is https://ACCOUNT.r2.cloudflarestorage.com"
            : "";

    internal static TimeSpan? RetryAfterOf(HttpResponseMessage message, TimeProvider time) => message.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };
}
