using System.Net;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Pipeline;

/// <summary>Whether a response refuses the credential that a request was signed with, so that a newer one may help.</summary>
internal static class CredentialRefusal
{
    public static async ValueTask<bool> IsAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            return false;
        }

        // A response to HEAD does not say why: the credential may be what it refuses.
        return response.StatusCode == HttpStatusCode.Unauthorized
            || (request.Method == HttpMethod.Head && response.StatusCode == HttpStatusCode.Forbidden)
            || await CodeOfAsync(response, cancellationToken).ConfigureAwait(false) is R2ErrorCodes.InvalidAccessKeyId or R2ErrorCodes.SignatureDoesNotMatch or R2ErrorCodes.ExpiredToken or R2ErrorCodes.Unauthorized;
    }

    /// <summary>Reads the error, and puts what it read back for whoever comes next.</summary>
    private static async Task<string?> CodeOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using XmlBody body = await XmlBody.ReadAsync(stream, response.Content.Headers.ContentLength, ErrorDocument.MaxBytes, cancellationToken).ConfigureAwait(false);
        ByteArrayContent copy = new(body.Document.ToArray());
        foreach ((string name, IEnumerable<string> values) in response.Content.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        copy.Headers.ContentLength = body.Document.Length;
        response.Content.Dispose();
        response.Content = copy;
        return body.IsTruncated ? null : ErrorDocument.TryRead(body)?.Code;
    }
}
