namespace R2.Conformance.Diff.Requests;

internal static class PresignedRequests
{
    public static IEnumerable<DiffRequest> All =>
    [
        Get("get"),
        new DiffRequest("presigned.head", "HEAD", "/conformance-one/object").Presigned(),
        new DiffRequest("presigned.put", "PUT", "/conformance-one/presigned").Body("dropped").Presigned(),
        new DiffRequest("presigned.delete", "DELETE", "/conformance-one/presigned").Presigned(),
        new DiffRequest("presigned.list", "GET", "/conformance-one?list-type=2&prefix=list/").Presigned(),
        new DiffRequest("presigned.post", "POST", "/conformance-one/presigned?uploads=").Presigned(),
        Get("expired").ClockOff(TimeSpan.FromHours(-1)),
        Get("from-the-future").ClockOff(TimeSpan.FromHours(1)),
        Get("week").LivingFor(TimeSpan.FromDays(7)),
        Get("longer-than-a-week").LivingFor(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1)),
        Get("no-lifetime").LivingFor(TimeSpan.Zero),
        Get("negative-lifetime").LivingFor(TimeSpan.FromSeconds(-5)),
        Get("odd-lifetime").TamperedQuery(q => q.Replace("X-Amz-Expires=300", "X-Amz-Expires=soon", StringComparison.Ordinal)),
        Get("wrong-secret").Secret("wrong"),
        Get("other-signature").TamperedQuery(q => q[..^4] + "0000"),
        Get("no-signature").TamperedQuery(q => q[..q.IndexOf("&X-Amz-Signature", StringComparison.Ordinal)]),
        Get("no-date").TamperedQuery(q => System.Text.RegularExpressions.Regex.Replace(q, "&X-Amz-Date=[^&]*", "")),
        Get("no-expires").TamperedQuery(q => q.Replace("&X-Amz-Expires=300", "", StringComparison.Ordinal)),
        Get("no-expires-and-signed-headers").TamperedQuery(q => q.Replace("&X-Amz-Expires=300", "", StringComparison.Ordinal).Replace("&X-Amz-SignedHeaders=host", "", StringComparison.Ordinal)),
        Get("other-algorithm").TamperedQuery(q => q.Replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1", StringComparison.Ordinal)),
        Get("unknown-key").TamperedQuery(q => q.Replace("Credential=", "Credential=x", StringComparison.Ordinal)),
        Get("more-query").TamperedQuery(q => q + "&more=1"),
        Get("other-region").InRegion("eu-central-1"),
    ];

    private static DiffRequest Get(string name) => new DiffRequest($"presigned.{name}", "GET", "/conformance-one/object").Presigned();
}
