using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class RangeChecks
{
    public static IEnumerable<Check> All =>
    [
        new("range.middle", c => ReadsAsync(c, new(2, 4), "234", 2)),
        new("range.first-byte", c => ReadsAsync(c, new(0, 0), "0", 0)),
        new("range.open", c => ReadsAsync(c, new(7, null), "789", 7)),
        new("range.suffix", c => ReadsAsync(c, new(null, 2), "89", 8)),
        new("range.end-beyond", c => ReadsAsync(c, new(8, 100), "89", 8)),
        new("range.suffix-longer-than-all", c => ReadsAsync(c, new(null, 100), "0123456789", 0)),
        new("range.beyond", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "0123456789");
            await Verify.ThrowsAsync("InvalidRange", () => c.GetTextAsync(key, new GetObjectOptions { Range = new(10, 20) }));
        }),
    ];

    private static async Task ReadsAsync(CheckContext c, R2ByteRange range, string expected, int start)
    {
        string key = c.NewKey();
        await c.PutAsync(key, "0123456789");
        await using R2ObjectContent content = await c.Client.GetObjectAsync(CheckContext.Bucket, key, new GetObjectOptions { Range = range }, c.Token);
        Verify.Equal((start, expected.Length, 10), ((int)content.RangeStart, (int)content.ContentLength, (int)content.Info.Size), "start, length and size of the whole");
        Verify.Equal(expected, await c.ReadTextAsync(content), "the bytes");
    }
}
