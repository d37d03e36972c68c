namespace R2.Conformance.Diff.Requests;

internal static class ListRequests
{
    private static readonly string[] s_keys = ["list/a", "list/b/1", "list/b/2", "list/c%20d", "list/%C3%BC", "list/z"];

    private static readonly string[] s_queries =
    [
        "list-type=2&prefix=list/", "list-type=2&prefix=list/&delimiter=/", "list-type=2&prefix=list/&max-keys=2", "list-type=2&prefix=list/&max-keys=0",
        "list-type=2&prefix=list/&max-keys=-1", "list-type=2&prefix=list/&max-keys=1001", "list-type=2&prefix=list/&max-keys=abc", "list-type=2&prefix=list/&max-keys=1.5",
        "list-type=2&prefix=list/&max-keys=", "list-type=2&prefix=list/&encoding-type=url", "list-type=2&prefix=list/&encoding-type=other",
        "list-type=2&prefix=list/&fetch-owner=true", "list-type=2&prefix=list/&start-after=list/b/1", "list-type=2&prefix=list/&delimiter=/&start-after=list/b/1",
        "list-type=2&prefix=list/&delimiter=/&max-keys=2", "list-type=2&prefix=nothing/", "list-type=2&prefix=list/&continuation-token=nonsense",
        "list-type=2&prefix=list/&continuation-token=", "list-type=2&prefix=list/&delimiter=b", "list-type=2&prefix=list/&delimiter=", "list-type=2&unknown=1",
        "list-type=2&prefix=list/&x-id=ListObjectsV2", "list-type=3", "list-type=1", "prefix=list/", "prefix=list/&delimiter=/", "prefix=list/&max-keys=2",
        "prefix=list/&delimiter=/&max-keys=2", "prefix=list/&marker=list/b/1", "prefix=list/&marker=list/b/1&max-keys=1", "prefix=list/&encoding-type=url",
        "prefix=list/&start-after=list/b", "prefix=list/&continuation-token=x", "prefix=nothing/",
    ];

    public static IEnumerable<DiffRequest> All =>
    [
        .. s_keys.Select(k => new DiffRequest($"list.put-{k}", "PUT", $"/conformance-one/{k}").Body("hello")),
        .. s_queries.Select(q => new DiffRequest($"list.{q}", "GET", $"/conformance-one?{q}")),
        new DiffRequest("list.first-page", "GET", "/conformance-one?list-type=2&prefix=list/&max-keys=2").Capture("token", "NextContinuationToken"),
        new("list.second-page", "GET", "/conformance-one?list-type=2&prefix=list/&max-keys=2&continuation-token={token}"),
    ];
}
