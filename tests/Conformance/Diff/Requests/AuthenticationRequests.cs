namespace R2.Conformance.Diff.Requests;

internal static class AuthenticationRequests
{
    public static IEnumerable<DiffRequest> All =>
    [
        Get("none").Unsigned(),
        Get("wrong-secret").Secret("wrong"),
        Get("clock-behind").ClockOff(TimeSpan.FromMinutes(-20)),
        Get("clock-ahead").ClockOff(TimeSpan.FromMinutes(20)),
        Get("clock-a-little-behind").ClockOff(TimeSpan.FromMinutes(-14)),
        Get("region-us-east-1").InRegion("us-east-1"),
        Get("region-other").InRegion("eu-central-1"),
        Get("unknown-key").TamperedAuthorization(a => a.Replace("Credential=", "Credential=x", StringComparison.Ordinal)),
        Get("other-scheme").TamperedAuthorization(_ => "Bearer token"),
        Get("signature-v2").TamperedAuthorization(_ => "AWS key:signature"),
        Get("no-signature").TamperedAuthorization(a => a[..a.IndexOf(",Signature", StringComparison.Ordinal)]),
        Get("no-signed-headers").TamperedAuthorization(a => a.Replace("SignedHeaders=", "Other=", StringComparison.Ordinal)),
        Get("host-not-signed").TamperedAuthorization(a => a.Replace("host;", "", StringComparison.Ordinal)),
        Get("other-service").TamperedAuthorization(a => a.Replace("/s3/", "/ec2/", StringComparison.Ordinal)),
        Get("other-terminator").TamperedAuthorization(a => a.Replace("/aws4_request", "/aws5_request", StringComparison.Ordinal)),
        Get("short-scope").TamperedAuthorization(a => a.Replace("/s3/aws4_request", "", StringComparison.Ordinal)),
        Get("other-day-in-scope").TamperedAuthorization(a => System.Text.RegularExpressions.Regex.Replace(a, "/20[0-9]{6}/", "/20200101/")),
        Get("with-spaces").TamperedAuthorization(a => a.Replace(",", ",  ", StringComparison.Ordinal)),
        Get("no-date").Tampered(m => m.Headers.Remove("x-amz-date")),
        Get("odd-date").Tampered(m =>
        {
            m.Headers.Remove("x-amz-date");
            m.Headers.TryAddWithoutValidation("x-amz-date", "2026-01-01");
        }),
        Get("header-changed").Header("x-amz-meta-a", "1").Tampered(m =>
        {
            m.Headers.Remove("x-amz-meta-a");
            m.Headers.TryAddWithoutValidation("x-amz-meta-a", "2");
        }),
        Get("unsigned-amz-header").Tampered(m => m.Headers.TryAddWithoutValidation("x-amz-meta-late", "1")),
        new DiffRequest("auth.none-on-missing-key", "GET", "/conformance-one/missing").Unsigned(),
        new DiffRequest("auth.wrong-secret-on-put", "PUT", "/conformance-one/never").Body("never").Secret("wrong"),
        new("auth.nothing-was-stored", "GET", "/conformance-one/never"),
    ];

    private static DiffRequest Get(string name) => new($"auth.{name}", "GET", "/conformance-one/object");
}
