namespace R2.Conformance.Diff.Requests;

internal static class ServiceRequests
{
    public static IEnumerable<DiffRequest> All =>
    [
        new("service.list-buckets", "GET", "/"),
        new("service.list-buckets-by-prefix", "GET", "/?prefix=conf"),
        new("service.post", "POST", "/"),
        new DiffRequest("service.unsigned", "GET", "/").Unsigned(),
    ];
}
