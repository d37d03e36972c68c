using System.Net;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>A clock of this machine that is far off the server's.</summary>
public sealed class ClockSkewTests : ResilienceTest
{
    [Theory]
    [InlineData(20)]
    [InlineData(-3000)]
    public async Task Clock_FarOff_IsCorrectedOnceAndForLaterRequests(int minutes)
    {
        using R2EmulatorServer ahead = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"], ClockOffset = TimeSpan.FromMinutes(minutes) });
        using R2Client client = Client(server: ahead);

        await client.ListObjectsAsync("bucket", cancellationToken: Cancellation);
        await client.ListObjectsAsync("bucket", cancellationToken: Cancellation);

        Assert.Equal(["RequestTimeTooSkewed", null, null], ahead.Requests.Select(request => request.ErrorCode));
        using HttpClient anyone = new();
        await PutAsync(client, "key");
        using HttpResponseMessage presigned = await anyone.GetAsync(client.Presign("bucket", "key").Url, Cancellation);
        Assert.Equal(HttpStatusCode.OK, presigned.StatusCode);
    }

    /// <summary>Many requests go out at once before the first response tells the time: each of them is refused, and the clock is set by the first alone.</summary>
    [Fact]
    public async Task Clock_SetByAnotherRequestMeanwhile_IsTriedByThisOneToo()
    {
        using R2EmulatorServer ahead = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"], ClockOffset = TimeSpan.FromMinutes(20) });
        using GatedTransport transport = new(static _ => true);
        using R2Client client = Client(options => options with { Transport = transport }, ahead);

        Task late = client.ListObjectsAsync("bucket", cancellationToken: Cancellation);
        await transport.Reached;
        await client.ListObjectsAsync("bucket", cancellationToken: Cancellation);
        transport.Open();
        await late;

        Assert.Equal(["RequestTimeTooSkewed", "RequestTimeTooSkewed", null, null], ahead.Requests.Select(request => request.ErrorCode));
    }

    [Fact]
    public async Task Clock_SkewThatStays_IsReportedAfterOneCorrection()
    {
        using R2Client client = Client();
        Emulator.Faults.Add(Fault.ClockOffset(TimeSpan.FromHours(2)) with { Times = 1 });
        Emulator.Faults.Add(Fault.ClockOffset(TimeSpan.FromHours(9)) with { SkipFirst = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.ListObjectsAsync("bucket", cancellationToken: Cancellation));

        Assert.Equal(("RequestTimeTooSkewed", 2), (e.Code, e.Attempts));
    }
}
