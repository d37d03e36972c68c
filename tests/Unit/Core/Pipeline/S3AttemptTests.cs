using System.Net;
using R2.Unit.Support;

namespace R2.Unit.Core.Pipeline;

/// <summary>Signing sits inside what is sent again, so that no attempt goes out with the date of an earlier one.</summary>
public sealed class S3AttemptTests
{
    [Fact]
    public async Task Send_Again_IsSignedAnew()
    {
        ManualTime time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        List<string> dates = [];
        StubTransport transport = new(request =>
        {
            dates.Add(request.Headers.GetValues("x-amz-date").Single());
            HttpResponseMessage answer = new(dates.Count < 3 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(5));
            answer.Headers.TryAddWithoutValidation("ETag", "\"e\"");
            return answer;
        });
        using R2Client client = new(new R2ClientOptions { Credential = new R2Credential("access", "secret"), Endpoint = new Uri("https://example.com"), Transport = transport, TimeProvider = time, Random = static () => 0 });

        Task asking = client.HeadObjectAsync("bucket", "key", cancellationToken: TestContext.Current.CancellationToken);
        for (int sent = 1; sent < 3; sent++)
        {
            Assert.Equal(sent, dates.Count);
            time.Advance(TimeSpan.FromSeconds(5));
            await Until.Async(() => dates.Count > sent);
        }

        await asking;

        Assert.Equal(["20261122T120000Z", "20261122T120005Z", "20261122T120010Z"], dates);
        Assert.Equal(3, transport.Sent.Select(request => request.Headers["Authorization"]).Distinct().Count());
    }
}
