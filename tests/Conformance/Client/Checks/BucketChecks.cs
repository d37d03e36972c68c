using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class BucketChecks
{
    public static IEnumerable<Check> All =>
    [
        new("bucket.list", async c =>
        {
            R2BucketPage page = await c.Client.ListBucketsAsync(cancellationToken: c.Token);
            Verify.Sequence([CheckContext.Bucket, CheckContext.OtherBucket], page.Buckets.Select(b => b.BucketName).Where(IsOurs).Order(StringComparer.Ordinal), "the list");
        }),
        new("bucket.head", c => c.Client.HeadBucketAsync(CheckContext.Bucket, c.Token)),
        new("bucket.head-missing", c => Verify.ThrowsAsync("NoSuchBucket", () => c.Client.HeadBucketAsync("conformance-missing", c.Token))),
        new("bucket.location", c => c.Client.GetBucketLocationAsync(CheckContext.Bucket, c.Token)),
        new("bucket.encryption", async c =>
            Verify.Equal("AES256", (await c.Client.GetBucketEncryptionAsync(CheckContext.Bucket, c.Token)).Algorithm, "the algorithm")),
        new("bucket.create-and-delete", CreateAndDeleteAsync),
        new("bucket.create-existing", async c =>
        {
            R2Exception e = await ExceptionOfAsync(() => c.Client.CreateBucketAsync(CheckContext.Bucket, cancellationToken: c.Token));
            Verify.True(e.Code is "BucketConflict" or "BucketAlreadyOwnedByYou" or "BucketAlreadyExists", $"the code is {e.Code}");
        }),
        new("bucket.delete-missing", c => Verify.ThrowsAsync("NoSuchBucket", () => c.Client.DeleteBucketAsync("conformance-missing", c.Token))),
        new("bucket.delete-with-objects", async c =>
        {
            await c.PutAsync(c.NewKey(), "in the way");
            await Verify.ThrowsAsync("BucketNotEmpty", () => c.Client.DeleteBucketAsync(CheckContext.Bucket, c.Token));
        }),
    ];

    private static bool IsOurs(string name) => name is CheckContext.Bucket or CheckContext.OtherBucket;

    private static async Task CreateAndDeleteAsync(CheckContext c)
    {
        await c.Client.CreateBucketAsync("conformance-made", cancellationToken: c.Token);
        await c.Client.HeadBucketAsync("conformance-made", c.Token);
        await c.Client.DeleteBucketAsync("conformance-made", c.Token);
        await Verify.ThrowsAsync("NoSuchBucket", () => c.Client.HeadBucketAsync("conformance-made", c.Token));
    }

    private static async Task<R2Exception> ExceptionOfAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (R2Exception e)
        {
            return e;
        }

        throw new CheckFailedException("succeeded; it should fail");
    }
}
