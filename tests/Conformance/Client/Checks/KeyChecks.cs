using System.Net;
using System.Text;
using R2.Models;
using R2.Unit.Support;

namespace R2.Conformance.Client.Checks;

/// <summary>Keys that clients get wrong: each is written, read, listed, copied, shared and deleted under its very name.</summary>
internal static class KeyChecks
{
    public static IEnumerable<Check> All =>
    [
        .. TrapKeyList.All.Select(k => new Check($"key.{Printable(k)}", c => RoundTripAsync(c, k))),
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

    /// <summary>A name for the check: what cannot be printed as <c>%hh</c>, what is long by its beginning.</summary>
    private static string Printable(string key)
    {
        string text = string.Concat((key.Length <= 40 ? key : key[..8]).Select(c => c is > ' ' and <= '~' ? c.ToString() : $"%{(int)c:x4}"));
        return key.Length <= 40 ? text : $"{text}... ({Encoding.UTF8.GetByteCount(key)} bytes)";
    }

    private static async Task RoundTripAsync(CheckContext c, string key)
    {
        string text = $"body of {key}";
        await c.PutAsync(key, text);
        Verify.Equal(text, await c.GetTextAsync(key), "the body");
        R2ObjectPage page = await c.Client.ListObjectsAsync(CheckContext.Bucket, new() { Prefix = key }, c.Token);
        Verify.Equal(1, page.Objects.Count(o => o.Key.Normalize(NormalizationForm.FormC) == key.Normalize(NormalizationForm.FormC)), "the number of times that the key is listed");
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
