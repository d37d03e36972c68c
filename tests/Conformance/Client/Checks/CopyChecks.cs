using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class CopyChecks
{
    private static readonly PutObjectOptions s_stored = new() { ContentType = "text/x-source", Metadata = new Dictionary<string, string> { ["from"] = "source", ["kept"] = "yes" } };
    private static readonly Dictionary<string, string> s_new = new() { ["from"] = "request" };

    public static IEnumerable<Check> All =>
    [
        new("copy.keeps-metadata", c => CopyAsync(c, CheckContext.Bucket, null, "text/x-source from=source kept=yes")),
        new("copy.to-other-bucket", c => CopyAsync(c, CheckContext.OtherBucket, null, "text/x-source from=source kept=yes")),
        new("copy.replace", c => CopyAsync(
            c, CheckContext.Bucket, new() { MetadataDirective = R2MetadataDirective.Replace, ContentType = "text/x-new", Metadata = s_new }, "text/x-new from=request")),
        new("copy.merge", c => CopyAsync(
            c, CheckContext.Bucket, new() { MetadataDirective = R2MetadataDirective.Merge, Metadata = s_new }, "text/x-source from=request kept=yes")),
        new("copy.onto-itself", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "text", s_stored);
            CopyObjectOptions options = new() { MetadataDirective = R2MetadataDirective.Replace, ContentType = "text/x-new", Metadata = s_new };
            await c.Client.CopyObjectAsync(CheckContext.Bucket, key, CheckContext.Bucket, key, options, c.Token);
            Verify.Equal("text/x-new from=request", await DescribeAsync(c, CheckContext.Bucket, key), "what is stored");
            Verify.Equal("text", await c.GetTextAsync(key), "the body");
        }),
        new("copy.missing-source", c => Verify.ThrowsAsync(
            "NoSuchKey", () => c.Client.CopyObjectAsync(CheckContext.Bucket, "missing", CheckContext.Bucket, c.NewKey(), cancellationToken: c.Token))),
        new("copy.source-if-match", c => CopyAsync(c, CheckContext.Bucket, new() { SourceConditions = new() { IfNoneMatch = "\"0123456789abcdef0123456789abcdef\"" } }, "text/x-source from=source kept=yes")),
        new("copy.source-if-match-wrong", c => Verify.ThrowsAsync(
            "PreconditionFailed", () => CopyAsync(c, CheckContext.Bucket, new() { SourceConditions = new() { IfMatch = "0123456789abcdef0123456789abcdef" } }, ""))),
        new("copy.destination-if-none-match", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "here already");
            CopyObjectOptions options = new() { DestinationConditions = new() { IfNoneMatch = "*" } };
            await Verify.ThrowsAsync("PreconditionFailed", () => c.Client.CopyObjectAsync(CheckContext.Bucket, key, CheckContext.Bucket, key, options, c.Token));
        }),
    ];

    private static async Task CopyAsync(CheckContext c, string bucket, CopyObjectOptions? options, string expected)
    {
        (string from, string to) = (c.NewKey("/source"), c.NewKey("/copy"));
        R2PutResult put = await c.PutAsync(from, "text", s_stored);
        R2CopyResult copy = await c.Client.CopyObjectAsync(CheckContext.Bucket, from, bucket, to, options, c.Token);
        Verify.Equal(put.ETag, copy.ETag, "the ETag");
        Verify.Equal("text", await c.GetTextAsync(to, bucket: bucket), "the body");
        Verify.Equal(expected, await DescribeAsync(c, bucket, to), "what is stored");
    }

    private static async Task<string> DescribeAsync(CheckContext c, string bucket, string key)
    {
        R2ObjectInfo info = await c.Client.HeadObjectAsync(bucket, key, cancellationToken: c.Token);
        return string.Join(' ', [info.ContentType, .. info.Metadata.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")]);
    }
}
