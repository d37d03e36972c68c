using System.Net;
using System.Text;
using R2.Models;

namespace R2.Conformance.Client.Checks;

/// <summary>Keys that clients get wrong: each is written, read, listed, copied, shared and deleted under its very name.</summary>
internal static class KeyChecks
{
    private static readonly (string Name, string Key)[] s_keys =
    [
        ("dot-dot-segment", "trap/a/../b"),
        ("dot-segment", "trap/a/./b"),
        ("dot-dot-first", "../trap"),
        ("dot-dot-last", "trap/.."),
        ("dot-dot-in-name", "trap/a..b/..c"),
        ("leading-slash", "/trap/leading"),
        ("double-slash", "trap//double"),
        ("trailing-slash", "trap/folder/"),
        ("space", "trap/a b"),
        ("space-at-ends", " trap/ends "),
        ("plus", "trap/a+b"),
        ("percent", "trap/100%"),
        ("percent-2f", "trap/a%2Fb"),
        ("percent-20", "trap/a%20b"),
        ("question-mark", "trap/a?b=c"),
        ("hash", "trap/a#b"),
        ("ampersand", "trap/a&b=c"),
        ("equals", "trap/a=b"),
        ("backslash", @"trap\a\b"),
        ("colon", "trap:a"),
        ("tilde", "~trap/~a"),
        ("quotes", "trap/'single' \"double\" `back`"),
        ("angle-brackets", "trap/<a>&amp;"),
        ("brackets", "trap/[a]{b}(c)!*$,;@|^"),
        ("umlaut", "trap/Grüße"),
        ("nfd", "trap/Gru\u0308\u00dfe in pieces"),
        ("emoji", "trap/🎉👩‍💻"),
        ("cjk", "trap/世界"),
        ("new-line", "trap/a\nb"),
        ("tab", "trap/a\tb"),
        ("control", "trap/a\u0001\u001fb"),
        ("delete-character", "trap/a\u007fb"),
        ("1024-bytes", "trap/" + new string('k', 1019)),
        ("1024-bytes-of-umlauts", "trap/k" + new string('ä', 509)),
    ];

    public static IEnumerable<Check> All =>
    [
        .. s_keys.Select(k => new Check($"key.{k.Name}", c => RoundTripAsync(c, k.Key))),
        new("key.nfc-and-nfd-are-one", async c =>
        {
            await c.PutAsync("trap/one/\u00fc", "text");
            Verify.Equal("text", await c.GetTextAsync("trap/one/u\u0308"), "the body under the other spelling");
        }),
        new("key.case-matters", async c =>
        {
            await c.PutAsync("trap/Case", "text");
            await Verify.ThrowsAsync("NoSuchKey", () => c.GetTextAsync("trap/case"));
        }),
    ];

    private static async Task RoundTripAsync(CheckContext c, string key)
    {
        string text = $"body of {key}";
        await c.PutAsync(key, text);
        Verify.Equal(text, await c.GetTextAsync(key), "the body");
        R2ObjectPage page = await c.Client.ListObjectsV2Async(CheckContext.Bucket, new() { Prefix = key }, c.Token);
        Verify.Sequence([key.Normalize(NormalizationForm.FormC)], page.Objects.Select(o => o.Key.Normalize(NormalizationForm.FormC)), "the listed key");
        using (HttpResponseMessage answer = await c.SendAsync(c.Client.Presign(CheckContext.Bucket, key)))
        {
            await Verify.StatusAsync(HttpStatusCode.OK, answer);
            Verify.Equal(text, await answer.Content.ReadAsStringAsync(c.Token), "the shared body");
        }

        string copy = c.NewKey("/copy");
        await c.Client.CopyObjectAsync(CheckContext.Bucket, key, CheckContext.Bucket, copy, cancellationToken: c.Token);
        Verify.Equal(text, await c.GetTextAsync(copy), "the copied body");
        await DeleteAsync(c, key);
        await Verify.ThrowsAsync("NoSuchKey", () => c.Client.HeadObjectAsync(CheckContext.Bucket, key, cancellationToken: c.Token));
    }

    private static async Task DeleteAsync(CheckContext c, string key)
    {
        if (!R2Client.CanDeleteInBatch(key))
        {
            await c.Client.DeleteObjectAsync(CheckContext.Bucket, key, c.Token);
            return;
        }

        R2DeleteResult result = (await c.Client.DeleteObjectsAsync(CheckContext.Bucket, [key], c.Token)).Single();
        Verify.True(result.Deleted, $"not deleted: {result.ErrorCode} {result.ErrorMessage}");
    }
}
