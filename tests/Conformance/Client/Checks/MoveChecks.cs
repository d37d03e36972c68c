using R2.Models;

namespace R2.Conformance.Client.Checks;

/// <summary>Moving and setting metadata: no operations of a server, but sequences of them by the transfer manager.</summary>
internal static class MoveChecks
{
    private static readonly PutObjectOptions s_stored = new() { ContentType = "text/x-source", Metadata = new Dictionary<string, string> { ["from"] = "source" } };
    private static readonly Dictionary<string, string> s_new = new() { ["by"] = "request" };

    public static IEnumerable<Check> All =>
    [
        new("move.within-bucket", c => MoveAsync(c, CheckContext.Bucket, "text", new())),
        new("move.to-other-bucket", c => MoveAsync(c, CheckContext.OtherBucket, "text", new())),
        new("move.empty", c => MoveAsync(c, CheckContext.Bucket, "", new())),
        new("move.in-parts", c => MoveAsync(c, CheckContext.Bucket, new string('x', (5 << 20) + 1), new() { CopyThreshold = 5 << 20, CopyPartSize = 5 << 20 })),
        new("move.missing-source", c => Verify.ThrowsAsync("NoSuchKey", async () =>
        {
            R2TransferManager manager = new(c.Client);
            await manager.MoveAsync(Request("missing", CheckContext.Bucket, c.NewKey()), c.Token);
        })),
        new("set-metadata.replace", c => SetAsync(c, R2MetadataDirective.Replace, "by=request")),
        new("set-metadata.merge", c => SetAsync(c, R2MetadataDirective.Merge, "by=request from=source")),
    ];

    private static async Task MoveAsync(CheckContext c, string bucket, string text, TransferOptions options)
    {
        (string from, string to) = (c.NewKey("/source"), c.NewKey("/moved"));
        await c.PutAsync(from, text, s_stored);
        R2TransferManager manager = new(c.Client, options);
        R2ObjectInfo moved = await manager.MoveAsync(Request(from, bucket, to), c.Token);
        Verify.Sequence(["text/x-source", "from=source"], [moved.ContentType, Lines(moved)], "what is kept");
        Verify.True(text == await c.GetTextAsync(to, bucket: bucket), "the body is another one");
        await Verify.ThrowsAsync("NoSuchKey", () => c.GetTextAsync(from));
    }

    private static async Task SetAsync(CheckContext c, R2MetadataDirective directive, string expected)
    {
        string key = c.NewKey();
        await c.PutAsync(key, "text", s_stored);
        R2TransferManager manager = new(c.Client);
        R2CopyRequest request = Request(key, CheckContext.Bucket, key) with { Options = new() { MetadataDirective = directive, Metadata = s_new } };
        Verify.Equal(expected, Lines(await manager.CopyAsync(request, c.Token)), "the metadata");
        Verify.Equal("text", await c.GetTextAsync(key), "the body");
    }

    private static R2CopyRequest Request(string key, string bucket, string to) =>
        new() { SourceBucketName = CheckContext.Bucket, SourceKey = key, BucketName = bucket, Key = to };

    private static string Lines(R2ObjectInfo info) =>
        string.Join(' ', info.Metadata.Select(p => $"{p.Key}={p.Value}").Order(StringComparer.Ordinal));
}
