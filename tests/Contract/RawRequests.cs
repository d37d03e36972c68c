using R2.Emulator;

namespace R2.Contract;

/// <summary>A request of each operation, and requests that the contract allows and the emulator refuses: their answers have to be as the contract says.</summary>
internal sealed class RawRequests
{
    public const string Bucket = "contract-bucket";
    public const string Other = "contract-other";

    private readonly string _account;
    private readonly string _buckets;
    private readonly string _bucket;
    private readonly string _events;
    private readonly string _slurper;
    private readonly string _keyId;
    private readonly string _secret;

    public RawRequests(R2EmulatorServer emulator)
    {
        _account = $"/accounts/{emulator.AccountId}";
        _buckets = $"{_account}/r2/buckets";
        _bucket = $"{_buckets}/{Bucket}";
        _events = $"{_account}/event_notifications/r2/{Bucket}/configuration";
        _slurper = $"{_account}/slurper";
        _keyId = emulator.AccessKeyId;
        _secret = $$"""{"accessKeyId":"{{emulator.AccessKeyId}}","secretAccessKey":"{{emulator.SecretAccessKey}}"}""";
    }

    public IEnumerable<RawRequest> All => [.. Refused, .. OfBuckets, .. OfRules, .. OfMigrations, .. OfUsage];

    private IEnumerable<RawRequest> Refused =>
    [
        new("unknown token", "GET", _buckets, null, 10000) { Token = "unknown" },
        new("narrow token", "DELETE", _bucket, null, 10000) { Token = "narrow" },
        new("other account", "GET", $"/accounts/{new string('0', 32)}/r2/buckets", null, 9109),
        new("no such bucket", "GET", $"{_buckets}/none", null, 10006),
        new("bucket of another jurisdiction", "GET", _bucket, null, 10006) { Jurisdiction = "eu" },
        new("bucket exists", "POST", _buckets, $$"""{"name":"{{Bucket}}"}""", 10004),
        new("invalid name", "POST", _buckets, """{"name":"---"}""", 10005),
        new("no such domain", "GET", $"{_bucket}/domains/custom/none.example.com", null, 10062),
        new("wrong zone", "POST", $"{_bucket}/domains/custom", """{"domain":"nodots","zoneId":"z","enabled":true}""", 10064),
        new("no CORS", "GET", $"{_bucket}/cors", null, 10059),
        new("no Sippy", "GET", $"{_bucket}/sippy", null, 10007),
        new("lock shorter than zero", "PUT", $"{_bucket}/lock", """{"rules":[{"id":"a","enabled":true,"condition":{"type":"Age","maxAgeSeconds":-1}}]}""", 10040),
        new("prefix without a slash", "DELETE", $"{_bucket}/objects?prefix=a", null, 10026),
        new("no such job", "GET", $"{_bucket}/jobs/none", null, 10080),
        new("no notifications", "GET", _events, null, 11015),
        new("no notifications of the queue", "GET", $"{_events}/queues/q", null, 11015),
        new("migration into itself", "POST", $"{_slurper}/jobs", $$"""{"source":{{End(Bucket)}},"target":{{End(Bucket)}}}""", 12004),
        new("no such migration", "GET", $"{_slurper}/jobs/none/progress", null, 12003),
        new("lifetime of zero", "POST", $"{_account}/r2/temp-access-credentials", Temporary(0), 10040),
    ];

    private IEnumerable<RawRequest> OfBuckets =>
    [
        new("create", "POST", _buckets, """{"name":"made-raw","locationHint":"weur","storageClass":"InfrequentAccess"}"""),
        new("list", "GET", $"{_buckets}?per_page=1&order=name&direction=desc"),
        new("get", "GET", $"{_buckets}/made-raw"),
        new("patch", "PATCH", $"{_buckets}/made-raw"),
        new("delete", "DELETE", $"{_buckets}/made-raw"),
        new("add a domain", "POST", $"{_bucket}/domains/custom", """{"domain":"raw.example.com","zoneId":"z","enabled":true,"minTLS":"1.2","ciphers":["x"]}"""),
        new("attach it twice", "POST", $"{_bucket}/domains/custom", """{"domain":"raw.example.com","zoneId":"z","enabled":true}""", 10063),
        new("list domains", "GET", $"{_bucket}/domains/custom"),
        new("get a domain", "GET", $"{_bucket}/domains/custom/raw.example.com"),
        new("edit a domain", "PUT", $"{_bucket}/domains/custom/raw.example.com", """{"enabled":false}"""),
        new("delete a domain", "DELETE", $"{_bucket}/domains/custom/raw.example.com"),
        new("set public access", "PUT", $"{_bucket}/domains/managed", """{"enabled":true}"""),
        new("get public access", "GET", $"{_bucket}/domains/managed"),
        new("set local uploads", "PUT", $"{_bucket}/local-uploads", """{"enabled":true}"""),
        new("get local uploads", "GET", $"{_bucket}/local-uploads"),
        new("enable Sippy", "PUT", $"{_bucket}/sippy", """{"source":{"provider":"gcs","bucket":"old","clientEmail":"a@b","privateKey":"k"},"destination":{"provider":"r2","accessKeyId":"a","secretAccessKey":"b"}}"""),
        new("get Sippy", "GET", $"{_bucket}/sippy"),
        new("disable Sippy", "DELETE", $"{_bucket}/sippy"),
        new("list objects", "GET", $"{_bucket}/objects?per_page=2&delimiter=/"),
        new("delete keys", "DELETE", $"{_bucket}/objects", """["a"]"""),
        new("delete a prefix", "DELETE", $"{_bucket}/objects?prefix=dir/") { Keep = "id" },
        new("a job at a time", "DELETE", $"{_bucket}/objects?prefix=", null, 10058),
        new("get a job", "GET", $"{_bucket}/jobs/{{kept}}"),
        new("get a job at its end", "GET", $"{_bucket}/jobs/{{kept}}"),
        new("list jobs", "GET", $"{_bucket}/jobs?maxKeys=10&jobType=prefixDelete"),
    ];

    private IEnumerable<RawRequest> OfRules =>
    [
        new("set locks", "PUT", $"{_bucket}/lock", """{"rules":[{"id":"a","enabled":true,"prefix":"p/","condition":{"type":"Age","maxAgeSeconds":60}},{"id":"d","enabled":false,"condition":{"type":"Date","date":"2030-01-01T00:00:00Z"}},{"id":"e","enabled":true,"prefix":"e/","condition":{"type":"Indefinite"}}]}"""),
        new("get locks", "GET", $"{_bucket}/lock"),
        new("set CORS", "PUT", $"{_bucket}/cors", """{"rules":[{"id":"c","allowed":{"methods":["GET"],"origins":["*"],"headers":["x"]},"exposeHeaders":["y"],"maxAgeSeconds":5}]}"""),
        new("get CORS", "GET", $"{_bucket}/cors"),
        new("delete CORS", "DELETE", $"{_bucket}/cors"),
        new("set lifecycle", "PUT", $"{_bucket}/lifecycle", """{"rules":[{"id":"l","enabled":true,"conditions":{"prefix":""},"deleteObjectsTransition":{"condition":{"type":"Age","maxAge":86400}},"abortMultipartUploadsTransition":{"condition":{"type":"Age","maxAge":86400}},"storageClassTransitions":[{"condition":{"type":"Date","date":"2030-01-01T00:00:00Z"},"storageClass":"InfrequentAccess"}]}]}"""),
        new("get lifecycle", "GET", $"{_bucket}/lifecycle"),
        new("add a notification", "PUT", $"{_events}/queues/q", """{"rules":[{"actions":["PutObject"],"prefix":"a","suffix":"z","description":"d"}]}"""),
        new("overlapping notification", "PUT", $"{_events}/queues/r", """{"rules":[{"actions":["PutObject"]}]}""", 11020),
        new("empty a bucket with notifications", "DELETE", $"{_bucket}/objects?prefix=", null, 10034),
        new("list notifications", "GET", _events),
        new("notifications of a queue", "GET", $"{_events}/queues/q") { Keep = "ruleId" },
        new("remove a notification", "DELETE", $"{_events}/queues/q", """{"ruleIds":["{kept}"]}"""),
    ];

    private IEnumerable<RawRequest> OfMigrations =>
    [
        new("check a source", "PUT", $"{_slurper}/source/connectivity-precheck", End(Bucket)),
        new("check a target", "PUT", $"{_slurper}/target/connectivity-precheck", End("none")),
        new("start a migration", "POST", $"{_slurper}/jobs", $$"""{"overwrite":true,"source":{{End(Bucket)}},"target":{{End(Other)}}}""") { Keep = "id" },
        new("list migrations", "GET", $"{_slurper}/jobs?limit=50&offset=0"),
        new("pause", "PUT", $"{_slurper}/jobs/{{kept}}/pause"),
        new("pause twice", "PUT", $"{_slurper}/jobs/{{kept}}/pause", null, 12002),
        new("resume", "PUT", $"{_slurper}/jobs/{{kept}}/resume"),
        new("get a migration", "GET", $"{_slurper}/jobs/{{kept}}"),
        new("delete an active migration", "DELETE", $"{_slurper}/jobs/{{kept}}", null, 12002),
        new("progress", "GET", $"{_slurper}/jobs/{{kept}}/progress"),
        new("logs", "GET", $"{_slurper}/jobs/{{kept}}/logs?limit=50"),
        new("delete a migration", "DELETE", $"{_slurper}/jobs/{{kept}}"),
        new("start another", "POST", $"{_slurper}/jobs", $$"""{"source":{{End(Bucket)}},"target":{{End(Other)}}}""") { Keep = "id" },
        new("abort", "PUT", $"{_slurper}/jobs/{{kept}}/abort"),
        new("abort all", "PUT", $"{_slurper}/jobs/abortAll"),
    ];

    private IEnumerable<RawRequest> OfUsage =>
    [
        new("metrics", "GET", $"{_account}/r2/metrics"),
        new("temporary credentials", "POST", $"{_account}/r2/temp-access-credentials", Temporary(900)),
    ];

    private string End(string bucket) => $$"""{"vendor":"r2","bucket":"{{bucket}}","secret":{{_secret}}}""";

    private string Temporary(int seconds) =>
        $$"""{"bucket":"{{Bucket}}","parentAccessKeyId":"{{_keyId}}","permission":"object-read-only","ttlSeconds":{{seconds}}}""";
}
