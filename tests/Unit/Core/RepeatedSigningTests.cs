using System.Net;
using R2.Credentials;
using R2.Http;
using R2.Retry;
using R2.Signing;
using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>Signing sits inside what repeats, so that no attempt goes out with the date of an earlier one.</summary>
public sealed class RepeatedSigningTests
{
    [Fact]
    public async Task Operation_Repeated_IsSignedAnew()
    {
        SkippingTime time = new();
        List<string> dates = [];
        int sent = 0;
        StubTransport transport = new(request =>
        {
            dates.Add(request.Headers.GetValues("x-amz-date").Single());
            HttpResponseMessage answer = new(++sent < 3 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(5));
            return answer;
        });

        // No idle watch fires in a clock that skips: its timer is the first of each attempt, and a stub answers at once.
        using HttpMessageInvoker chain = new(new ResilienceHandler(new ResilienceOptions { Classify = FailureClassifier.Classify, TimeProvider = time, Random = () => 0 })
        {
            InnerHandler = new Failing { InnerHandler = Signing(time, transport) },
        });
        using HttpRequestMessage message = new(HttpMethod.Get, "https://example.com/bucket/key");
        message.Options.Set(RequestTraits.OptionsKey, new RequestTraits { Operation = "GetObject", Bucket = "bucket", IsIdempotent = true });
        message.Headers.TryAddWithoutValidation("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        (await chain.SendAsync(message, TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(["20261122T120000Z", "20261122T120005Z", "20261122T120010Z"], dates);
        Assert.Equal(3, transport.Sent.Select(request => request.Headers["Authorization"]).Distinct().Count());
    }

    private static SigningHandler Signing(TimeProvider time, HttpMessageHandler transport)
    {
        R2ClientOptions options = new() { Credential = new R2Credential("access", "secret"), Endpoint = new Uri("https://example.com") };
        return new SigningHandler(new RequestSigner("auto"), new CurrentCredential(options), time) { InnerHandler = transport };
    }

    /// <summary>Makes an exception of a refusal, as the attempt's handler does.</summary>
    private sealed class Failing : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode
                ? answer
                : throw new R2Exception("ServiceUnavailable", "busy") { StatusCode = answer.StatusCode, IsRetryable = true, RetryAfter = answer.Headers.RetryAfter?.Delta };
        }
    }
}
