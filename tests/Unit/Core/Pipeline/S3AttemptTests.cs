using System.Net;
using R2.Content;
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

    /// <summary>The time-out is for what does not move, however long the whole takes.</summary>
    [Fact]
    public async Task Send_DocumentComesSlowly_IsReadToItsEnd()
    {
        ManualTime time = new();
        byte[] document = "<ListAllMyBucketsResult><Owner><ID>o</ID></Owner><Buckets></Buckets></ListAllMyBucketsResult>"u8.ToArray();
        StubTransport transport = new(_ =>
        {
            HttpResponseMessage answer = new(HttpStatusCode.OK) { Content = new StreamContent(new SlowStream(document, time)) };
            answer.Content.Headers.ContentType = new("application/xml");
            return answer;
        });
        using R2Client client = transport.Client(time);

        Assert.Empty((await client.ListBucketsAsync(cancellationToken: TestContext.Current.CancellationToken)).Buckets);
    }

    /// <summary>Two thirds of the time-out pass before each portion.</summary>
    private sealed class SlowStream(byte[] bytes, ManualTime time) : ReadOnlyStream
    {
        private readonly TrickleStream _inner = new(bytes, portion: 20);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromSeconds(200));
            return _inner.ReadAsync(buffer, cancellationToken);
        }
    }
}
