namespace R2.Conformance.Diff.Requests;

internal static class IntegrityRequests
{
    private static readonly string s_otherHash = new('0', 64);

    public static IEnumerable<DiffRequest> All =>
    [
        Put("content-md5").Header("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg=="),
        Put("wrong-content-md5").Header("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="),
        Put("short-content-md5").Header("Content-MD5", "AAAA"),
        Put("no-content-md5").Header("Content-MD5", "not base64"),
        Put("unsigned-payload").Hash("UNSIGNED-PAYLOAD"),
        Put("wrong-hash").Hash(s_otherHash),
        Put("no-hash").Hash(""),
        Put("odd-hash").Hash("something"),
        Put("streaming-hash").Hash("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
        Put("streaming-trailer-hash").Hash("STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        Put("chunked").Chunked(),
        Put("crc32c").Header("x-amz-checksum-crc32c", "mnG7TA=="),
        Put("wrong-crc32c").Header("x-amz-checksum-crc32c", "AAAAAA=="),
        Put("short-crc32c").Header("x-amz-checksum-crc32c", "AA=="),
        Put("wrong-sha256").Header("x-amz-checksum-sha256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        new("integrity.nothing-wrong-was-stored", "GET", "/conformance-one/wrong-content-md5"),
    ];

    private static DiffRequest Put(string name) => new DiffRequest($"integrity.{name}", "PUT", $"/conformance-one/{name}").Body("hello");
}
