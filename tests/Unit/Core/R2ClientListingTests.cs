using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

public sealed class R2ClientListingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnumerateObjectPages_ShortAndEmptyPages_FollowsTheTokenToTheEnd()
    {
        Queue<string> pages = new(
        [
            "<ListBucketResult><Contents><Key>p/a</Key></Contents><IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken></ListBucketResult>",
            "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t 2</NextContinuationToken></ListBucketResult>",
            "<ListBucketResult><Contents><Key>p/b</Key></Contents><IsTruncated>false</IsTruncated></ListBucketResult>",
        ]);
        StubTransport transport = new(_ => StubTransport.XmlAnswer(pages.Dequeue()));
        List<string> keys = [];
        await foreach (R2ObjectPage page in transport.Client().EnumerateObjectPagesAsync("bucket", new ListObjectsOptions { Prefix = "p/", Delimiter = "/" }, Cancellation))
        {
            keys.AddRange(page.Objects.Select(o => o.Key));
        }

        Assert.Equal(["p/a", "p/b"], keys);
        Assert.Equal("/bucket?list-type=2&encoding-type=url&prefix=p%2F&delimiter=%2F&continuation-token=t%202", transport.Sent[2].Target);
    }

    [Fact]
    public async Task EnumerateObjectPages_PageRepeatsKeysUnderNewToken_IsNotGivenOut()
    {
        int asked = 0;
        StubTransport transport = new(_ => StubTransport.XmlAnswer($"<ListBucketResult><Contents><Key>a</Key></Contents><IsTruncated>true</IsTruncated><NextContinuationToken>t{++asked}</NextContinuationToken></ListBucketResult>"));
        int pages = 0;

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(async () =>
        {
            await foreach (R2ObjectPage page in transport.Client().EnumerateObjectPagesAsync("bucket", cancellationToken: Cancellation))
            {
                pages++;
            }
        });

        Assert.Equal((R2ErrorCodes.InvalidResponse, 1, 2), (e.Code, pages, asked));
    }

    [Fact]
    public async Task EnumerateObjectPages_TruncatedWithoutToken_FailsInsteadOfStoppingShort()
    {
        StubTransport transport = StubTransport.Xml("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>");

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(async () =>
        {
            await foreach (R2ObjectPage page in transport.Client().EnumerateObjectPagesAsync("bucket", cancellationToken: Cancellation))
            {
                Assert.Empty(page.Objects);
            }
        });

        Assert.Equal("InvalidResponse", e.Code);
    }

    [Fact]
    public async Task EnumerateObjectPages_PrefixesGoRoundUnderNewTokens_EndsAtOnce()
    {
        int asked = 0;
        StubTransport transport = new(_ => StubTransport.XmlAnswer(
            $"<ListBucketResult><CommonPrefixes><Prefix>{"abc"[asked % 3]}/</Prefix></CommonPrefixes><IsTruncated>true</IsTruncated><NextContinuationToken>t{++asked}</NextContinuationToken></ListBucketResult>"));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(async () =>
        {
            await foreach (R2ObjectPage page in transport.Client().EnumerateObjectPagesAsync("bucket", new ListObjectsOptions { Delimiter = "/" }, TestContext.Current.CancellationToken))
            {
                Assert.Single(page.Prefixes);
            }
        });

        Assert.Equal((R2ErrorCodes.InvalidResponse, 4), (e.Code, asked));
        Assert.Contains("'a/'", e.Message, StringComparison.Ordinal);
    }
}
