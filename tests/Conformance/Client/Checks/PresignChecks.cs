using System.Net;
using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class PresignChecks
{
    private static readonly Dictionary<string, string> s_typed = new() { ["Content-Type"] = "text/x-signed" };

    public static IEnumerable<Check> All =>
    [
        new("presign.get", async c =>
        {
            string key = c.NewKey("/a b+ä");
            await c.PutAsync(key, "shared");
            using HttpResponseMessage answer = await c.SendAsync(c.Client.Presign(CheckContext.Bucket, key));
            await Verify.StatusAsync(HttpStatusCode.OK, answer);
            Verify.Equal("shared", await answer.Content.ReadAsStringAsync(c.Token), "the body");
        }),
        new("presign.get-with-overrides", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "shared");
            PresignOptions options = new() { ResponseOverrides = new() { ContentDisposition = "attachment; filename=\"a b.txt\"" } };
            using HttpResponseMessage answer = await c.SendAsync(c.Client.Presign(CheckContext.Bucket, key, options));
            await Verify.StatusAsync(HttpStatusCode.OK, answer);
            Verify.Equal("attachment; filename=\"a b.txt\"", answer.Content.Headers.ContentDisposition?.ToString(), "the disposition");
        }),
        new("presign.head", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "shared");
            using HttpResponseMessage answer = await c.SendAsync(c.Client.Presign(CheckContext.Bucket, key, new() { Method = HttpMethod.Head }));
            await Verify.StatusAsync(HttpStatusCode.OK, answer);
        }),
        new("presign.put", async c =>
        {
            string key = c.NewKey("/a b+ä");
            using HttpResponseMessage answer = await c.SendAsync(c.Client.Presign(CheckContext.Bucket, key, new() { Method = HttpMethod.Put }), body: new StringContent("dropped off"));
            await Verify.StatusAsync(HttpStatusCode.OK, answer);
            Verify.Equal("dropped off", await c.GetTextAsync(key), "the body");
        }),
        new("presign.put-signed-type", c => PutTypedAsync(c, "text/x-signed", HttpStatusCode.OK)),
        new("presign.put-other-type-than-signed", c => PutTypedAsync(c, "text/x-other", HttpStatusCode.Forbidden)),
        new("presign.delete", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "shared");
            using HttpResponseMessage answer = await c.SendAsync(c.Client.Presign(CheckContext.Bucket, key, new() { Method = HttpMethod.Delete }));
            await Verify.StatusAsync(HttpStatusCode.NoContent, answer);
            await Verify.ThrowsAsync("NoSuchKey", () => c.GetTextAsync(key));
        }),
        new("presign.upload-part", async c =>
        {
            R2MultipartUpload upload = await MultipartUploads.StartAsync(c);
            PresignOptions options = new() { Method = HttpMethod.Put, UploadId = upload.UploadId, PartNumber = 1 };
            using HttpResponseMessage answer = await c.SendAsync(c.Client.Presign(upload.BucketName, upload.Key, options), body: new StringContent("part"));
            await Verify.StatusAsync(HttpStatusCode.OK, answer);
            R2Part part = new() { PartNumber = 1, ETag = answer.Headers.ETag!.Tag.Trim('"') };
            await c.Client.CompleteMultipartUploadAsync(upload, [part], cancellationToken: c.Token);
            Verify.Equal("part", await c.GetTextAsync(upload.Key), "the body");
        }),
        new("presign.expired", async c =>
        {
            using R2Client past = c.Other(time: new ShiftedClock(TimeSpan.FromHours(-2)));
            using HttpResponseMessage answer = await c.SendAsync(past.Presign(CheckContext.Bucket, "any"));
            await Verify.StatusAsync(HttpStatusCode.Forbidden, answer);
            string body = await answer.Content.ReadAsStringAsync(c.Token);
            Verify.True(body.Contains("<Code>ExpiredRequest</Code>", StringComparison.Ordinal), $"the code is another: {body}");
        }),
        new("presign.week-long", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "shared");
            using HttpResponseMessage answer = await c.SendAsync(c.Client.Presign(CheckContext.Bucket, key, new() { ExpiresIn = R2Client.MaxPresignLifetime }));
            await Verify.StatusAsync(HttpStatusCode.OK, answer);
        }),
        new("presign.other-method", c => RefusedAsync(c, c.Client.Presign(CheckContext.Bucket, "any"), HttpMethod.Delete)),
        new("presign.other-key", async c =>
        {
            R2PresignedUrl url = c.Client.Presign(CheckContext.Bucket, "mine");
            await RefusedAsync(c, url with { Url = url.Url.Replace("/mine", "/yours", StringComparison.Ordinal) }, HttpMethod.Get);
        }),
        new("presign.wrong-secret", async c =>
        {
            using R2Client other = c.Other(new R2Credential(c.AccessKeyId, "wrong"));
            await RefusedAsync(c, other.Presign(CheckContext.Bucket, "any"), HttpMethod.Get);
        }),
    ];

    private static async Task PutTypedAsync(CheckContext c, string contentType, HttpStatusCode expected)
    {
        R2PresignedUrl url = c.Client.Presign(CheckContext.Bucket, c.NewKey(), new() { Method = HttpMethod.Put, SignedHeaders = s_typed });
        using HttpResponseMessage answer = await c.SendAsync(url, body: new ByteArrayContent([1, 2, 3]), contentType: contentType);
        await Verify.StatusAsync(expected, answer);
    }

    private static async Task RefusedAsync(CheckContext c, R2PresignedUrl url, HttpMethod method)
    {
        using HttpResponseMessage answer = await c.SendAsync(url, method);
        await Verify.StatusAsync(HttpStatusCode.Forbidden, answer);
        string body = await answer.Content.ReadAsStringAsync(c.Token);
        Verify.True(body.Contains("<Code>SignatureDoesNotMatch</Code>", StringComparison.Ordinal), $"the code is another: {body}");
    }
}
