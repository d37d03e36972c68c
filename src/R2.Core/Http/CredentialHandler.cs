using System.Net;
using R2.Credentials;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Http;

/// <summary>
/// Says which credential a request is signed with. Where the server refuses it, its source is asked once for a newer one, and the request is sent again with that:
/// keys may be rotated under a running transfer. Stands inside whatever repeats requests, so that this costs no attempt.
/// </summary>
internal sealed class CredentialHandler(CurrentCredential credentials) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        R2Credential credential = await credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        HttpResponseMessage answer = await SendAsAsync(request, credential, cancellationToken).ConfigureAwait(false);
        if (!credentials.CanRenew || !await RefusesCredentialAsync(request, answer, cancellationToken).ConfigureAwait(false))
        {
            return answer;
        }

        R2Credential newer;
        try
        {
            newer = await credentials.RenewAsync(credential, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            answer.Dispose();
            throw;
        }

        if (ReferenceEquals(newer, credential))
        {
            return answer;
        }

        answer.Dispose();
        return await SendAsAsync(request, newer, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> SendAsAsync(HttpRequestMessage request, R2Credential credential, CancellationToken cancellationToken)
    {
        request.Options.Set(SigningHandler.CredentialKey, credential);
        return base.SendAsync(request, cancellationToken);
    }

    private static async ValueTask<bool> RefusesCredentialAsync(HttpRequestMessage request, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            return false;
        }

        // An answer to HEAD does not say why: the credential may be what it refuses.
        return answer.StatusCode == HttpStatusCode.Unauthorized
            || (request.Method == HttpMethod.Head && answer.StatusCode == HttpStatusCode.Forbidden)
            || await CodeOfAsync(answer, cancellationToken).ConfigureAwait(false) is "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "Unauthorized";
    }

    /// <summary>Reads the error, and puts what it read back for whoever comes next.</summary>
    private static async Task<string?> CodeOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        Stream stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using XmlBody body = await XmlBody.ReadAsync(stream, answer.Content.Headers.ContentLength, ErrorDocument.MaxBytes, cancellationToken).ConfigureAwait(false);
        ByteArrayContent copy = new(body.Document.ToArray());
        foreach ((string name, IEnumerable<string> values) in answer.Content.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        copy.Headers.ContentLength = body.Document.Length;
        answer.Content.Dispose();
        answer.Content = copy;
        return body.IsTruncated ? null : ErrorDocument.TryRead(body)?.Code;
    }
}
