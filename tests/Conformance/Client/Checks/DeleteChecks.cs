using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class DeleteChecks
{
    public static IEnumerable<Check> All =>
    [
        new("delete.batch", async c =>
        {
            string[] keys = [c.NewKey("/one"), c.NewKey("/<two> & \"three\""), c.NewKey("/ä 😀")];
            foreach (string key in keys)
            {
                await c.PutAsync(key, "text");
            }

            IReadOnlyList<R2DeleteResult> results = await c.Client.DeleteObjectsAsync(CheckContext.Bucket, [.. keys, "missing"], c.Token);
            Verify.Sequence(keys.Append("missing").Order(StringComparer.Ordinal), results.Where(r => r.Deleted).Select(r => r.Key).Order(StringComparer.Ordinal), "what is deleted");
            foreach (string key in keys)
            {
                await Verify.ThrowsAsync("NoSuchKey", () => c.GetTextAsync(key));
            }
        }),
        new("delete.batch-of-1000", async c =>
        {
            string[] keys = [.. Enumerable.Range(0, 1000).Select(i => $"delete-many/{i:d4}")];
            await Parallel.ForEachAsync(keys.Take(50), c.Token, async (key, _) => await c.PutAsync(key, ""));
            IReadOnlyList<R2DeleteResult> results = await c.Client.DeleteObjectsAsync(CheckContext.Bucket, keys, c.Token);
            Verify.Equal(1000, results.Count(r => r.Deleted), "the number of deleted keys");
            Verify.Equal(0, (await c.Client.ListObjectsAsync(CheckContext.Bucket, new() { Prefix = "delete-many/" }, c.Token)).Objects.Count, "what is left");
        }),
    ];
}
