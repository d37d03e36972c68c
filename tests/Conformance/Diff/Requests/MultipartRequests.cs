namespace R2.Conformance.Diff.Requests;

internal static class MultipartRequests
{
    private const string Key = "/conformance-one/multipart";
    private const string Upload = $"{Key}?uploadId={{id}}";

    private static readonly string[] s_oddNumbers = ["0", "-1", "10001", "abc", "1.0", ""];
    private static readonly string[] s_oddRanges = ["bytes=1-100", "bytes=3-", "bytes=-2", "1-3", "bytes=3-1"];
    private static readonly byte[] s_part = [.. Enumerable.Repeat((byte)'a', 5 << 20)];

    public static IEnumerable<DiffRequest> All =>
    [
        new DiffRequest("multipart.create", "POST", $"{Key}?uploads=").Header("Content-Type", "text/x-parts").Header("x-amz-meta-a", "1").Capture("id", "UploadId"),
        new DiffRequest("multipart.part-1", "PUT", $"{Key}?partNumber=1&uploadId={{id}}").Body(s_part).Capture("etag1", "ETag"),
        new DiffRequest("multipart.part-2", "PUT", $"{Key}?partNumber=2&uploadId={{id}}").Body("last").Capture("etag2", "ETag"),
        .. s_oddNumbers.Select(n => new DiffRequest($"multipart.part-number={n}", "PUT", $"{Key}?partNumber={n}&uploadId={{id}}").Body("part")),
        new DiffRequest("multipart.part-wrong-content-md5", "PUT", $"{Key}?partNumber=3&uploadId={{id}}").Body("part").Header("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="),
        new DiffRequest("multipart.part-of-unknown-upload", "PUT", $"{Key}?partNumber=1&uploadId=unknown").Body("part"),
        new DiffRequest("multipart.part-copy", "PUT", $"{Key}?partNumber=4&uploadId={{id}}").Header("x-amz-copy-source", "/conformance-one/object"),
        new DiffRequest("multipart.part-copy-range", "PUT", $"{Key}?partNumber=4&uploadId={{id}}").Header("x-amz-copy-source", "/conformance-one/object").Header("x-amz-copy-source-range", "bytes=1-3"),
        .. s_oddRanges.Select(r => new DiffRequest($"multipart.part-copy-range={r}", "PUT", $"{Key}?partNumber=4&uploadId={{id}}")
            .Header("x-amz-copy-source", "/conformance-one/object").Header("x-amz-copy-source-range", r)),
        new DiffRequest("multipart.part-copy-missing", "PUT", $"{Key}?partNumber=4&uploadId={{id}}").Header("x-amz-copy-source", "/conformance-one/missing"),
        new("multipart.list-parts", "GET", Upload),
        new("multipart.list-uploads", "GET", "/conformance-one?uploads="),
        new("multipart.get-before-complete", "GET", Key),
        Complete("no-body", ""),
        Complete("no-xml", "parts"),
        Complete("no-parts", "<CompleteMultipartUpload></CompleteMultipartUpload>"),
        Complete("wrong-etag", Document((1, "\"0123456789abcdef0123456789abcdef\""))),
        Complete("missing-part", Document((1, "{etag1}"), (9, "{etag2}"))),
        Complete("wrong-order", Document((2, "{etag2}"), (1, "{etag1}"))),
        Complete("part-twice", Document((1, "{etag1}"), (1, "{etag1}"))),
        Complete("good", Document((1, "{etag1}"), (2, "{etag2}"))),
        new("multipart.head", "HEAD", Key),
        new DiffRequest("multipart.get-end", "GET", Key).Header("Range", "bytes=-6"),
        Complete("again", Document((1, "{etag1}"), (2, "{etag2}"))),
        new("multipart.abort-completed", "DELETE", Upload),
        new DiffRequest("multipart.create-other", "POST", $"{Key}?uploads=").Capture("id", "UploadId"),
        new DiffRequest("multipart.small-part-1", "PUT", $"{Key}?partNumber=1&uploadId={{id}}").Body("small").Capture("etag1", "ETag"),
        new DiffRequest("multipart.small-part-2", "PUT", $"{Key}?partNumber=2&uploadId={{id}}").Body("small").Capture("etag2", "ETag"),
        Complete("small-parts", Document((1, "{etag1}"), (2, "{etag2}"))),
        new("multipart.abort", "DELETE", Upload),
        new("multipart.abort-again", "DELETE", Upload),
        new("multipart.abort-unknown", "DELETE", $"{Key}?uploadId=unknown"),
        Complete("aborted", Document((1, "{etag1}"))),
        new DiffRequest("multipart.part-after-abort", "PUT", $"{Key}?partNumber=1&uploadId={{id}}").Body("part"),
        new DiffRequest("multipart.put-with-upload-id-alone", "PUT", Upload).Body("plain put"),
        new("multipart.get-with-upload-id", "GET", $"{Key}?uploadId=unknown"),
        new("multipart.head-with-upload-id", "HEAD", $"{Key}?uploadId=unknown"),
        new("multipart.patch-with-upload-id", "PATCH", $"{Key}?uploadId=unknown"),
    ];

    private static DiffRequest Complete(string name, string document) =>
        new DiffRequest($"multipart.complete-{name}", "POST", Upload).Body(document).Header("Content-Type", "application/xml");

    private static string Document(params (int Number, string ETag)[] parts) =>
        $"<CompleteMultipartUpload>{string.Concat(parts.Select(p => $"<Part><PartNumber>{p.Number}</PartNumber><ETag>{p.ETag}</ETag></Part>"))}</CompleteMultipartUpload>";
}
