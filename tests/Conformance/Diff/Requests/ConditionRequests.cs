namespace R2.Conformance.Diff.Requests;

internal static class ConditionRequests
{
    private const string Key = "/conformance-one/object";
    private const string ETag = "\"5d41402abc4b2a76b9719d911017c592\"";

    private static readonly (string Name, string Value)[] s_conditions =
    [
        ("If-Match", ETag), ("If-Match", "\"other\""), ("If-Match", "*"), ("If-Match", $"\"other\", {ETag}"), ("If-Match", $"W/{ETag}"), ("If-Match", ETag.Trim('"')),
        ("If-None-Match", ETag), ("If-None-Match", "\"other\""), ("If-None-Match", "*"), ("If-None-Match", $"W/{ETag}"),
        ("If-Modified-Since", "Wed, 01 Jan 2020 00:00:00 GMT"), ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"), ("If-Modified-Since", "soon"),
        ("If-Unmodified-Since", "Wed, 01 Jan 2020 00:00:00 GMT"), ("If-Unmodified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"), ("If-Unmodified-Since", "soon"),
    ];

    public static IEnumerable<DiffRequest> All =>
    [
        .. s_conditions.Select(c => new DiffRequest($"condition.get-{c.Name}={c.Value}", "GET", Key).Header(c.Name, c.Value)),
        new DiffRequest("condition.head-if-match-other", "HEAD", Key).Header("If-Match", "\"other\""),
        new DiffRequest("condition.head-if-none-match-same", "HEAD", Key).Header("If-None-Match", ETag),
        new DiffRequest("condition.get-missing-if-match", "GET", "/conformance-one/missing").Header("If-Match", "*"),
        new DiffRequest("condition.get-match-and-modified", "GET", Key).Header("If-Match", ETag).Header("If-Unmodified-Since", "Wed, 01 Jan 2020 00:00:00 GMT"),
        new DiffRequest("condition.get-none-match-and-modified", "GET", Key).Header("If-None-Match", "\"other\"").Header("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"),
        Put("create", "If-None-Match", "*"),
        Put("create-again", "If-None-Match", "*"),
        Put("match-same", "If-Match", ETag),
        Put("match-other", "If-Match", "\"other\""),
        Put("none-match-same", "If-None-Match", ETag),
        Put("unmodified-since-past", "If-Unmodified-Since", "Wed, 01 Jan 2020 00:00:00 GMT"),
        Put("modified-since-future", "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"),
        new DiffRequest("condition.put-match-missing", "PUT", "/conformance-one/missing").Body("hello").Header("If-Match", "*"),
        new DiffRequest("condition.delete-if-match-other", "DELETE", "/conformance-one/conditional").Header("If-Match", "\"other\""),
    ];

    private static DiffRequest Put(string name, string header, string value) =>
        new DiffRequest($"condition.put-{name}", "PUT", "/conformance-one/conditional").Body("hello").Header(header, value);
}
