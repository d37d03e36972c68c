namespace R2.Conformance.Diff.Requests;

internal static class RangeRequests
{
    private static readonly string[] s_ranges =
    [
        "bytes=0-0", "bytes=1-3", "bytes=3-", "bytes=-2", "bytes=0-100", "bytes=-100", "bytes=5-", "bytes=5-6", "bytes=3-1", "bytes=-0", "bytes=", "bytes=a-b", "bytes=1",
        "bytes=0-1,3-4", "items=0-1", "nonsense",
    ];

    public static IEnumerable<DiffRequest> All =>
    [
        .. s_ranges.Select(r => new DiffRequest($"range.get-{r}", "GET", "/conformance-one/object").Header("Range", r)),
        new DiffRequest("range.head", "HEAD", "/conformance-one/object").Header("Range", "bytes=1-3"),
        new DiffRequest("range.get-empty", "GET", "/conformance-one/empty").Header("Range", "bytes=0-0"),
        new DiffRequest("range.if-range-same", "GET", "/conformance-one/object").Header("Range", "bytes=1-3").Header("If-Range", "\"5d41402abc4b2a76b9719d911017c592\""),
        new DiffRequest("range.if-range-other", "GET", "/conformance-one/object").Header("Range", "bytes=1-3").Header("If-Range", "\"0123\""),
        new("range.part-number", "GET", "/conformance-one/object?partNumber=1"),
        new("range.part-number-beyond", "GET", "/conformance-one/object?partNumber=2"),
    ];
}
