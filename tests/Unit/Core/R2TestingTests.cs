using System.Net;
using R2.Emulator;
using R2.Models;
using R2.Testing;

namespace R2.Unit.Core;

/// <summary>What users of the library test with.</summary>
public sealed class R2TestingTests(R2Fixture fixture) : IClassFixture<R2Fixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fixture_Reset_HoldsTheSampleDataAlone()
    {
        await fixture.Client.PutObjectAsync(fixture.BucketName, "left over", "text"u8.ToArray(), cancellationToken: Cancellation);
        fixture.Server.Faults.Add(Fault.Status(403, "AccessDenied"));

        await fixture.ResetAsync(Cancellation);

        Assert.Empty(fixture.Server.Requests);
        List<string> keys = [];
        await foreach (R2Object item in fixture.Client.EnumerateObjectsAsync(fixture.BucketName, cancellationToken: Cancellation))
        {
            keys.Add(item.Key);
        }

        Assert.Equal(R2SampleData.Objects.Keys, keys);
        await using R2ObjectContent content = await fixture.Client.GetObjectAsync(fixture.BucketName, "notes/r\u00E9sum\u00E9.txt", cancellationToken: Cancellation);
        using StreamReader reader = new(content.Content);
        Assert.Equal("caf\u00E9\n", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task Fake_AnswersAGetAndAHead_AndTakesAPutAndADelete()
    {
        R2FakeTransport fake = new R2FakeTransport().Answer("GET", "photos/a b.txt", "text").Answer("HEAD", "photos/*", "text").Accept("PUT", "photos/*").Accept("DELETE", "photos/*");
        using R2Client client = fake.CreateClient();

        await using R2ObjectContent content = await client.GetObjectAsync("photos", "a b.txt", cancellationToken: Cancellation);
        using StreamReader reader = new(content.Content);
        Assert.Equal("text", await reader.ReadToEndAsync(Cancellation));
        R2ObjectInfo info = await client.HeadObjectAsync("photos", "other", cancellationToken: Cancellation);
        R2PutResult put = await client.PutObjectAsync("photos", "c", "text"u8.ToArray(), cancellationToken: Cancellation);
        await client.DeleteObjectAsync("photos", "c", Cancellation);

        Assert.Equal((4, "1cb251ec0d568de6a929b520c4aed8d1", "1cb251ec0d568de6a929b520c4aed8d1"), (info.Size, info.ETag, put.ETag));
        Assert.Equal(["GET photos/a b.txt", "HEAD photos/other", "PUT photos/c", "DELETE photos/c"], fake.Requests);
    }

    [Fact]
    public async Task Fake_FailsAndBreaks_AsOftenAsItIsTold()
    {
        R2FakeTransport fake = new R2FakeTransport().Fail("PUT", "photos/*", 503, "SlowDown", times: 1).Break("PUT", "photos/*", times: 1).Accept("PUT", "photos/*").Fail("GET", "*", 403, "AccessDenied");
        using R2Client client = fake.CreateClient();

        R2PutResult put = await client.PutObjectAsync("photos", "c", "text"u8.ToArray(), cancellationToken: Cancellation);
        R2Exception refused = await Assert.ThrowsAsync<R2Exception>(() => client.GetObjectAsync("photos", "c", cancellationToken: Cancellation));

        Assert.Equal((3, "AccessDenied", HttpStatusCode.Forbidden), (put.Attempts, refused.Code, refused.StatusCode));
    }

    [Fact]
    public async Task Fake_OfWhatItWasNotToldOf_SaysSo()
    {
        using R2Client client = new R2FakeTransport().CreateClient(static options => options with { Retry = new R2RetryOptions { MaxAttempts = 1 } });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.GetObjectAsync("photos", "c", cancellationToken: Cancellation));

        Assert.Contains("The test did not say what to answer to GET photos/c.", e.Message, StringComparison.Ordinal);
    }
}
