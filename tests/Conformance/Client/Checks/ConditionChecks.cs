using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class ConditionChecks
{
    private const string Wrong = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset s_past = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Check> All =>
    [
        new("condition.get-if-match", c => ReadAsync(c, etag => new() { IfMatch = etag }, null)),
        new("condition.get-if-match-wrong", c => ReadAsync(c, _ => new() { IfMatch = Wrong }, "PreconditionFailed")),
        new("condition.get-if-none-match", c => ReadAsync(c, _ => new() { IfNoneMatch = Wrong }, null)),
        new("condition.get-if-none-match-same", c => ReadAsync(c, etag => new() { IfNoneMatch = etag }, R2ErrorCodes.NotModified)),
        new("condition.get-if-modified-since-past", c => ReadAsync(c, _ => new() { IfModifiedSince = s_past }, null)),
        new("condition.get-if-modified-since-now", c => ReadAsync(c, _ => new() { IfModifiedSince = DateTimeOffset.UtcNow }, R2ErrorCodes.NotModified)),
        new("condition.get-if-unmodified-since-past", c => ReadAsync(c, _ => new() { IfUnmodifiedSince = s_past }, "PreconditionFailed")),
        new("condition.head-if-match-wrong", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "text");
            GetObjectOptions options = new() { Conditions = new() { IfMatch = Wrong } };
            await Verify.ThrowsAsync("PreconditionFailed", () => c.Client.HeadObjectAsync(CheckContext.Bucket, key, options, c.Token));
        }),
        new("condition.put-creates-once", async c =>
        {
            string key = c.NewKey();
            PutObjectOptions create = new() { Conditions = new() { IfNoneMatch = "*" } };
            await c.PutAsync(key, "first", create);
            await Verify.ThrowsAsync("PreconditionFailed", () => c.PutAsync(key, "second", create));
            Verify.Equal("first", await c.GetTextAsync(key), "the body");
        }),
        new("condition.put-if-match", async c =>
        {
            string key = c.NewKey();
            R2PutResult first = await c.PutAsync(key, "first");
            await c.PutAsync(key, "second", new PutObjectOptions { Conditions = new() { IfMatch = first.ETag } });
            Verify.Equal("second", await c.GetTextAsync(key), "the body");
        }),
        new("condition.put-if-match-wrong", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "first");
            await Verify.ThrowsAsync("PreconditionFailed", () => c.PutAsync(key, "second", new PutObjectOptions { Conditions = new() { IfMatch = Wrong } }));
            Verify.Equal("first", await c.GetTextAsync(key), "the body");
        }),
    ];

    private static async Task ReadAsync(CheckContext c, Func<string?, R2Conditions> conditions, string? error)
    {
        string key = c.NewKey();
        R2PutResult put = await c.PutAsync(key, "text");
        GetObjectOptions options = new() { Conditions = conditions(put.ETag) };
        if (error is null)
        {
            Verify.Equal("text", await c.GetTextAsync(key, options), "the body");
        }
        else
        {
            await Verify.ThrowsAsync(error, () => c.GetTextAsync(key, options));
        }
    }
}
