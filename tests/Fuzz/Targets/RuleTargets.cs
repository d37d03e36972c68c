using R2.Models;

namespace R2.Fuzz.Targets;

/// <summary>Rules of buckets as people write them in JSON: read, or refused as an <see cref="R2Exception"/>; what is read and allowed comes back from our own JSON.</summary>
internal static class RuleTargets
{
    public static IEnumerable<FuzzTarget> All { get; } =
    [
        FuzzTarget.OfText(
            "rules-cors",
            Cors,
            """[{"ID":"a","AllowedOrigins":["https://a.example:8080","*"],"AllowedMethods":["GET","put"],"AllowedHeaders":["x-a"],"ExposeHeaders":["ETag"],"MaxAgeSeconds":3600}]""",
            """{"rules":[{"id":"a","allowed":{"origins":["http://*.b"],"methods":["HEAD"],"headers":["*"]},"exposeHeaders":["c"],"maxAgeSeconds":"5"}]}"""),
        FuzzTarget.OfText(
            "rules-lifecycle",
            Lifecycle,
            """{"rules":[{"id":"a","enabled":true,"conditions":{"prefix":"p/"},"deleteObjectsTransition":{"condition":{"type":"Age","maxAge":86400}},"storageClassTransitions":[{"condition":{"type":"Date","date":"2030-01-31"},"storageClass":"InfrequentAccess"}],"abortMultipartUploadsTransition":{"condition":{"type":"Age","maxAge":604800}}}]}""",
            """[{"ID":"b","Status":"Disabled","Filter":{"And":{"Prefix":"q"}},"Expiration":{"Days":3},"Transitions":[{"Days":"4","StorageClass":"STANDARD_IA"}],"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":2}}]""",
            """{"Id":"c","Enabled":false,"Prefix":"r","ExpirationDate":"2031-02-03T04:05:06Z","TransitionDays":1,"TransitionStorageClass":"standard_ia","AbortMultipartDays":9}"""),
    ];

    private static void Cors(string json)
    {
        if (Expect.Read<R2Exception, IReadOnlyList<R2CorsRule>>(() => CorsRules.Validate(CorsRules.Parse(json))) is { } rules)
        {
            string written = CorsRules.ToJson(rules);
            Expect.Equal(written, CorsRules.ToJson(CorsRules.Validate(CorsRules.Parse(written))), "rules that were written and read again");
        }
    }

    private static void Lifecycle(string json)
    {
        if (Expect.Read<R2Exception, IReadOnlyList<R2LifecycleRule>>(() => LifecycleRules.Validate(LifecycleRules.Parse(json))) is { } rules)
        {
            string written = LifecycleRules.ToJson(rules);
            Expect.Equal(written, LifecycleRules.ToJson(LifecycleRules.Validate(LifecycleRules.Parse(written))), "rules that were written and read again");
        }
    }
}
