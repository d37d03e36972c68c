using R2.Credentials;
using R2.Resilience;
using R2.Signing;

namespace R2.Http;

/// <summary>
/// The one place that says what a request passes through. From the outside in: what counts, what repeats, what renews the credential, what signs, what records,
/// and the transport; a handler joins by being wrapped around the next one here.
/// </summary>
internal static class HandlerChain
{
    public static HttpMessageInvoker Create(R2ClientOptions options, CurrentCredential credentials, Uri endpoint)
    {
        HttpMessageHandler handler = options.Transport ?? Transport.Create(options, endpoint);
        handler = new SigningHandler(new RequestSigner(options.Region), credentials, options.TimeProvider) { InnerHandler = handler };
        if (credentials.CanRenew)
        {
            handler = new CredentialHandler(credentials) { InnerHandler = handler };
        }

        ResilienceHandler resilience = new(new ResilienceOptions { MaxAttempts = 1, TimeProvider = options.TimeProvider }) { InnerHandler = handler };
        return new HttpMessageInvoker(resilience, disposeHandler: options.Transport is null);
    }
}
