using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class AuthenticationChecks
{
    public static IEnumerable<Check> All =>
    [
        new("auth.wrong-secret", async c =>
        {
            using R2Client client = c.Other(new R2Credential(c.AccessKeyId, "wrong"));
            await Verify.ThrowsAsync("SignatureDoesNotMatch", () => client.GetBucketLocationAsync(CheckContext.Bucket, c.Token));
        }),
        new("auth.wrong-secret-shows-canonical-request", async c =>
        {
            using R2Client client = c.Other(new R2Credential(c.AccessKeyId, "wrong"));
            R2Exception e = await Verify.ThrowsAsync("SignatureDoesNotMatch", () => client.GetBucketLocationAsync(CheckContext.Bucket, c.Token));
            Verify.True(e.ServerCanonicalRequest?.StartsWith("GET\n", StringComparison.Ordinal) == true, $"the canonical request is '{e.ServerCanonicalRequest}'");
        }),
        new("auth.unknown-access-key", async c =>
        {
            using R2Client client = c.Other(new R2Credential("0123456789abcdef0123456789abcdef", "wrong"));
            await Verify.ThrowsAsync("Unauthorized", () => client.GetBucketLocationAsync(CheckContext.Bucket, c.Token));
        }),
        new("auth.clock-behind", c => SkewedAsync(c, TimeSpan.FromMinutes(-20))),
        new("auth.clock-ahead", c => SkewedAsync(c, TimeSpan.FromMinutes(20))),
        new("auth.clock-a-little-off", async c =>
        {
            using R2Client client = c.Other(time: new ShiftedClock(TimeSpan.FromMinutes(-10)));
            await client.GetBucketLocationAsync(CheckContext.Bucket, c.Token);
        }),
        new("auth.region-us-east-1", async c =>
        {
            using R2Client client = c.Other(region: "us-east-1");
            await client.GetBucketLocationAsync(CheckContext.Bucket, c.Token);
        }),
    ];

    private static async Task SkewedAsync(CheckContext c, TimeSpan shift)
    {
        using R2Client client = c.Other(time: new ShiftedClock(shift));
        R2PutResult put = await client.PutObjectAsync(CheckContext.Bucket, c.NewKey(), CheckContext.Content("late or early"), null, c.Token);
        Verify.Equal(2, put.Attempts, "number of attempts, the first refused and the second with the server's time,");
    }
}
