using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class ListChecks
{
    private static readonly string[] s_keys = ["a/1", "a/2", "a/b/3", "b", "c/4", "d+e", "e f", "ä", "😀"];

    public static IEnumerable<Check> All =>
    [
        new("list.v2-pages", async c => Verify.Sequence(s_keys, await PagesAsync(c, "list-v2/", null), "the keys")),
        new("list.v2-pages-with-delimiter", async c => Verify.Sequence(["a/", "b", "c/", "d+e", "e f", "ä", "😀"], await PagesAsync(c, "list-v2-delimited/", "/"), "keys and prefixes")),
        new("list.start-after", async c =>
        {
            string prefix = await FillAsync(c, "list-after/");
            R2ObjectPage page = await c.Client.ListObjectsAsync(CheckContext.Bucket, new() { Prefix = prefix, StartAfter = prefix + "c/4" }, c.Token);
            Verify.Sequence(s_keys.Skip(5), page.Objects.Select(o => o.Key[prefix.Length..]), "the keys");
        }),
        new("list.properties", PropertiesAsync),
        new("list.nothing", async c =>
        {
            R2ObjectPage page = await c.Client.ListObjectsAsync(CheckContext.Bucket, new() { Prefix = "nothing/here/" }, c.Token);
            Verify.Equal((0, 0, false, null), (page.Objects.Count, page.Prefixes.Count, page.IsTruncated, page.NextContinuationToken), "the page");
        }),
        new("list.missing-bucket", c => Verify.ThrowsAsync("NoSuchBucket", () => c.Client.ListObjectsAsync("conformance-missing", cancellationToken: c.Token))),
    ];

    private static async Task<string> FillAsync(CheckContext c, string prefix)
    {
        foreach (string key in s_keys)
        {
            await c.PutAsync(prefix + key, key);
        }

        return prefix;
    }

    private static async Task<List<string>> PagesAsync(CheckContext c, string prefix, string? delimiter)
    {
        await FillAsync(c, prefix);
        List<string> found = [];
        int pages = 0;
        await foreach (R2ObjectPage page in c.Client.EnumerateObjectPagesAsync(CheckContext.Bucket, new() { Prefix = prefix, Delimiter = delimiter, MaxKeys = 2 }, c.Token))
        {
            Verify.True(page.Objects.Count + page.Prefixes.Count <= 2, "a page is larger than asked for");
            found.AddRange(page.Objects.Select(o => o.Key).Concat(page.Prefixes.Select(p => p.Prefix)).Order(StringComparer.Ordinal).Select(k => k[prefix.Length..]));
            pages++;
        }

        Verify.True(pages >= found.Count / 2, $"{pages} pages");
        return found;
    }

    private static async Task PropertiesAsync(CheckContext c)
    {
        string key = c.NewKey("/listed");
        R2PutResult put = await c.PutAsync(key, "12345");
        R2Object listed = (await c.Client.ListObjectsAsync(CheckContext.Bucket, new() { Prefix = key }, c.Token)).Objects.Single();
        Verify.Equal((key, 5L, put.ETag, R2StorageClass.Standard), (listed.Key, listed.Size, listed.ETag, listed.StorageClass), "key, size, ETag and class");
        Verify.True(listed.LastModified > DateTimeOffset.UtcNow.AddMinutes(-1), $"LastModified is {listed.LastModified}");
    }
}
