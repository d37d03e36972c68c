using R2.Credentials;
using R2.Signing;

namespace R2.Http;

/// <summary>Signs each attempt as it leaves. Stands inside whatever repeats requests, so that every attempt carries a fresh date.</summary>
internal sealed class SigningHandler(RequestSigner signer, CurrentCredential credentials, TimeProvider time) : DelegatingHandler
{
    /// <summary>Credential that a handler further out chose for a request; without it, the client's own.</summary>
    public static readonly HttpRequestOptionsKey<R2Credential> CredentialKey = new("R2.Credential");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        R2Credential credential = request.Options.TryGetValue(CredentialKey, out R2Credential? chosen) ? chosen : credentials.Value;
        signer.Sign(request, credential, time.GetUtcNow());
        return base.SendAsync(request, cancellationToken);
    }
}
