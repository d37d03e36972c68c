using System.Text;
using R2.Models;

namespace R2.Fuzz.Targets;

/// <summary>Whole answers: status, headers and body as the input has them, through the client as users have it. A result or an <see cref="R2Exception"/>.</summary>
internal static class AnswerTargets
{
    /// <summary>A document's buffer is as long as Content-Length says, up to 16 MiB, and of the pool's size above that; text of it takes twice as much.</summary>
    private const long DocumentBytes = 64 << 20;

    private static readonly string[] s_words =
    [
        "Content-Length: ", "Content-Range: bytes 0-4/5", "Content-Range: bytes */5", "ETag: \"e\"", "Last-Modified: Sun, 22 Nov 2026 10:22:09 GMT", "x-amz-meta-a: =?utf-8?B?w6k=?=", "x-amz-checksum-crc32c: AAAAAA==",
        "x-amz-mp-parts-count: 2", "Retry-After: 1", "Date: ", "Expires: 0", "Content-Type: ", "206", "200", "403", "404", "412", "416", "503", "<Error><Code>SlowDown</Code></Error>",
    ];

    private static readonly string[] s_seeds =
    [
        "200\nContent-Length: 10\nETag: \"781e5e245d69b566979b86e28d23f2c7\"\nLast-Modified: Sun, 22 Nov 2026 10:22:09 GMT\nContent-Type: text/plain\nx-amz-meta-name: =?utf-8?Q?=C3=A9?=\nx-amz-checksum-crc32c: 280c069e==\nx-amz-request-id: r\n\n0123456789",
        "206\nContent-Length: 4\nContent-Range: bytes 2-5/10\nETag: \"e\"\nx-amz-mp-parts-count: 3\n\n2345",
        "206\nContent-Length: 3\nContent-Range: bytes 7-9/10\nETag: \"e\"\n\n789",
        "403\nContent-Type: application/xml\nDate: Sun, 22 Nov 2026 10:22:09 GMT\n\n<Error><Code>SignatureDoesNotMatch</Code><Message>m</Message><CanonicalRequest>GET\n/bucket/key\n\nhost:127.0.0.1:1\n\nhost\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>",
        "503\nRetry-After: 120\nContent-Type: text/html\n\n<html>busy</html>",
        "200\nETag: \"5d41402abc4b2a76b9719d911017c592\"\n\n",
        "200\nContent-Type: application/xml\n\n<ListBucketResult><Contents><Key>k</Key><Size>1</Size></Contents><IsTruncated>false</IsTruncated></ListBucketResult>",
        "200\nContent-Type: application/xml\n\n<DeleteResult><Deleted><Key>key</Key></Deleted><Deleted><Key>other</Key></Deleted></DeleteResult>",
        "200\nContent-Type: application/xml\n\n<CopyObjectResult><ETag>\"e\"</ETag><LastModified>2026-11-22T10:22:09.123Z</LastModified></CopyObjectResult>",
        "304\n\n",
    ];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        Target("get", client => ReadAsync(client, null)),
        Target("range", client => ReadAsync(client, new R2ByteRange(2, 5))),
        Target("suffix", client => ReadAsync(client, new R2ByteRange(null, 3))),
        Target("head", client => client.HeadObjectAsync("bucket", "key")),
        Target("put", client => client.PutObjectAsync("bucket", "key", R2Content.FromBytes("hello"u8.ToArray()))),
        Target("list", client => client.ListObjectsAsync("bucket")),
        Target("delete", client => client.DeleteObjectsAsync("bucket", ["key", "other"])),
        Target("copy", client => client.CopyObjectAsync("bucket", "key", "bucket", "copy")),
    ];

    private static FuzzTarget Target(string name, Func<R2Client, Task> call) =>
        new($"answer-{name}", input =>
        {
            using AnswerTransport transport = new(input);
            using R2Client client = new(new R2ClientOptions
            {
                Credential = new R2Credential("access", "secret"),
                Endpoint = new Uri("http://127.0.0.1:1"),
                Transport = transport,
                Retry = new() { MaxAttempts = 1 },
                BreakerFailureThreshold = 0,
            });
            Expect.Reads<R2Exception>(() => call(client).GetAwaiter().GetResult());
        }, [.. s_seeds.Select(Encoding.UTF8.GetBytes)])
        {
            Words = s_words,
            BytesAtLeast = DocumentBytes,
        };

    /// <summary>What is called success has the bytes of the range that was asked for, and no more.</summary>
    private static async Task ReadAsync(R2Client client, R2ByteRange? range)
    {
        await using R2ObjectContent content = await client.GetObjectAsync("bucket", "key", new GetObjectOptions { Range = range }).ConfigureAwait(false);
        using MemoryStream bytes = new();
        await content.Content.CopyToAsync(bytes).ConfigureAwait(false);
        Expect.Equal(content.ContentLength, bytes.Length, "length of the body");
        switch (range)
        {
            case null:
                Expect.Equal(0, content.RangeStart, "begin of a whole object");
                Expect.Equal(content.Info.Size, bytes.Length, "length of a whole object");
                break;
            case { Start: { } start, End: { } end }:
                Expect.Equal(start, content.RangeStart, "begin of the range");
                Expect.Equal(Math.Min(end + 1, content.Info.Size) - start, bytes.Length, "length of the range");
                break;
            case { End: { } last }:
                Expect.Equal(Math.Max(0, content.Info.Size - last), content.RangeStart, "begin of the last bytes");
                Expect.Equal(Math.Min(last, content.Info.Size), bytes.Length, "length of the last bytes");
                break;
        }
    }
}
