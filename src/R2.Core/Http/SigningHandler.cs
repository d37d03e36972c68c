using R2.Signing;

namespace R2.Http;

/// <summary>Signs each attempt as it leaves. Stands inside whatever repeats requests, so that every attempt carries a fresh date.</summary>
internal sealed class SigningHandler(RequestSigner signer, R2Credential credential, TimeProvider time) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        signer.Sign(request, credential, time.GetUtcNow());
        return base.SendAsync(request, cancellationToken);
    }
}
