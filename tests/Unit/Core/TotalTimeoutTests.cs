using System.Net;
using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>The time for a request with all its attempts.</summary>
public sealed class TotalTimeoutTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_TotalTimeoutDuringAWait_EndsWithIt()
    {
        StubTransport transport = Busy();
        using R2Client client = Client(transport);
        Task asking = client.HeadObjectAsync("bucket", "key", cancellationToken: Cancellation);

        _time.Advance(TimeSpan.FromSeconds(21));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => asking);
        Assert.Equal((R2ErrorCodes.Timeout, "The request was not done within 20 s, all attempts together.", 1), (e.Code, e.Message, e.Attempts));
        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task Send_CancelledWithinTheTotalTime_IsCancelledAndNotLate()
    {
        using CancellationTokenSource cancellation = new();
        using R2Client client = Client(Busy());
        Task asking = client.HeadObjectAsync("bucket", "key", cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Send_AttemptThatEndsItselfWithinTheTotalTime_IsNotLate()
    {
        using R2Client client = Client(new StubTransport(static _ => throw new OperationCanceledException()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.HeadObjectAsync("bucket", "key", cancellationToken: Cancellation));
    }

    private static StubTransport Busy() => new(static _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));

    private R2Client Client(StubTransport transport) => new(new R2ClientOptions
    {
        Credential = new R2Credential("access", "secret"),
        Endpoint = new Uri("https://example.com"),
        Transport = transport,
        TimeProvider = _time,
        Retry = new() { BaseDelay = TimeSpan.FromSeconds(30), TotalTimeout = TimeSpan.FromSeconds(20) },
    });
}
