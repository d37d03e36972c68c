using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class BucketConfigurationChecks
{
    public static IEnumerable<Check> All =>
    [
        new("cors.none", c => Verify.ThrowsAsync("NoSuchCORSConfiguration", () => c.Client.GetBucketCorsAsync(CheckContext.OtherBucket, c.Token))),
        new("cors.round-trip", CorsAsync),
        new("lifecycle.none", async c =>
        {
            // A new bucket of R2 has a rule: uploads are aborted after seven days. https://developers.cloudflare.com/r2/buckets/object-lifecycles/
            await c.Client.DeleteBucketLifecycleAsync(CheckContext.OtherBucket, c.Token);
            await Verify.ThrowsAsync("NoSuchLifecycleConfiguration", () => c.Client.GetBucketLifecycleAsync(CheckContext.OtherBucket, c.Token));
        }),
        new("lifecycle.round-trip", LifecycleAsync),
        new("lifecycle.transition", TransitionAsync),
    ];

    private static async Task CorsAsync(CheckContext c)
    {
        R2CorsRule rule = new()
        {
            Id = "web",
            AllowedOrigins = ["https://example.org", "http://localhost:3000"],
            AllowedMethods = ["GET", "PUT"],
            AllowedHeaders = ["content-type", "x-amz-*"],
            ExposeHeaders = ["ETag"],
            MaxAgeSeconds = 3600,
        };
        await c.Client.PutBucketCorsAsync(CheckContext.Bucket, [rule], c.Token);
        R2CorsRule read = (await c.Client.GetBucketCorsAsync(CheckContext.Bucket, c.Token)).Single();
        Verify.Equal("web", read.Id, "the id");
        Verify.Sequence(rule.AllowedOrigins.Order(), read.AllowedOrigins.Order(), "the origins");
        Verify.Sequence(rule.AllowedMethods.Order(), read.AllowedMethods.Order(), "the methods");
        Verify.Sequence(rule.AllowedHeaders.Order(), read.AllowedHeaders.Order(), "the headers");
        Verify.Sequence(rule.ExposeHeaders, read.ExposeHeaders, "the exposed headers");
        Verify.Equal(3600, read.MaxAgeSeconds, "the age");
        await c.Client.DeleteBucketCorsAsync(CheckContext.Bucket, c.Token);
        await Verify.ThrowsAsync("NoSuchCORSConfiguration", () => c.Client.GetBucketCorsAsync(CheckContext.Bucket, c.Token));
    }

    private static async Task LifecycleAsync(CheckContext c)
    {
        await c.Client.PutBucketLifecycleAsync(
            CheckContext.Bucket,
            [
                new R2LifecycleRule { Id = "a", Prefix = "tmp/", ExpirationDays = 7 },
                new R2LifecycleRule { Id = "b", Enabled = false, Prefix = "up/", AbortMultipartDays = 2 },
            ],
            c.Token);
        IReadOnlyList<R2LifecycleRule> rules = [.. (await c.Client.GetBucketLifecycleAsync(CheckContext.Bucket, c.Token)).OrderBy(r => r.Id, StringComparer.Ordinal)];
        Verify.Sequence(
            ["a True tmp/ 7 ", "b False up/  2"],
            rules.Select(r => $"{r.Id} {r.Enabled} {r.Prefix} {r.ExpirationDays} {r.AbortMultipartDays}"),
            "the rules");
        await c.Client.DeleteBucketLifecycleAsync(CheckContext.Bucket, c.Token);
    }

    private static async Task TransitionAsync(CheckContext c)
    {
        await c.Client.PutBucketLifecycleAsync(CheckContext.Bucket, [new R2LifecycleRule { Id = "ia", Prefix = "old/", TransitionDays = 30 }], c.Token);
        R2LifecycleRule rule = (await c.Client.GetBucketLifecycleAsync(CheckContext.Bucket, c.Token)).Single();
        Verify.Equal((30, R2StorageClass.StandardInfrequentAccess), (rule.TransitionDays ?? 0, rule.TransitionStorageClass), "the transition");
        await c.Client.DeleteBucketLifecycleAsync(CheckContext.Bucket, c.Token);
    }
}
