using R2.Emulator.Api.Buckets;
using R2.Emulator.Api.Jobs;
using R2.Emulator.Api.Migrations;
using R2.Emulator.Api.Routing;
using R2.Emulator.Api.Rules;
using R2.Emulator.Api.Tokens;
using R2.Emulator.Api.Usage;

namespace R2.Emulator.Api;

/// <summary>The supported operations of Cloudflare's API, with the ids of its OpenAPI document.</summary>
internal static class ApiRoutes
{
    private const string Bucket = "accounts/{account}/r2/buckets/{bucket}";
    private const string Slurper = "accounts/{account}/slurper";
    private const string Events = "accounts/{account}/event_notifications/r2/{bucket}/configuration";

    private static readonly List<ApiRoute> s_routes =
    [
        new("GET", "user/tokens/verify", "user-api-tokens-verify-token", [], TokenOperations.VerifyOfUser),
        new("GET", "accounts/{account}/tokens/verify", "account-api-tokens-verify-token", [], TokenOperations.VerifyOfAccount),
        new("GET", "zones", "zones-get", [PermissionGroups.ZoneRead], ZoneOperations.List),
        new("GET", "accounts/{account}/queues", "queues-list", [PermissionGroups.QueuesRead, PermissionGroups.QueuesWrite], QueueOperations.List),

        Read("accounts/{account}/r2/buckets", "r2-list-buckets", BucketOperations.List),
        Write("POST", "accounts/{account}/r2/buckets", "r2-create-bucket", BucketOperations.Create),
        Read(Bucket, "r2-get-bucket", BucketOperations.Get),
        Write("DELETE", Bucket, "r2-delete-bucket", BucketOperations.Delete),
        Write("PATCH", Bucket, "r2-patch-bucket", BucketOperations.Patch),
        Read(Bucket + "/domains/custom", "r2-list-custom-domains", DomainOperations.List),
        Write("POST", Bucket + "/domains/custom", "r2-add-custom-domain", DomainOperations.Add),
        Read(Bucket + "/domains/custom/{domain}", "r2-get-custom-domain-settings", DomainOperations.Get),
        Write("PUT", Bucket + "/domains/custom/{domain}", "r2-edit-custom-domain-settings", DomainOperations.Edit),
        Write("DELETE", Bucket + "/domains/custom/{domain}", "r2-delete-custom-domain", DomainOperations.Delete),
        Read(Bucket + "/domains/managed", "r2-get-bucket-public-policy", ManagedDomain.Get),
        Write("PUT", Bucket + "/domains/managed", "r2-put-bucket-public-policy", ManagedDomain.Put),
        Read(Bucket + "/local-uploads", "r2-get-bucket-local-uploads-configuration", LocalUploads.Get),
        Write("PUT", Bucket + "/local-uploads", "r2-put-bucket-local-uploads-configuration", LocalUploads.Put),
        Read(Bucket + "/sippy", "r2-get-bucket-sippy-config", SippyOperations.Get),
        Write("PUT", Bucket + "/sippy", "r2-put-bucket-sippy-config", SippyOperations.Put),
        Write("DELETE", Bucket + "/sippy", "r2-delete-bucket-sippy-config", SippyOperations.Delete),

        Read(Bucket + "/lock", "r2-get-bucket-lock-configuration", LockRules.Get),
        Write("PUT", Bucket + "/lock", "r2-put-bucket-lock-configuration", LockRules.Put),
        Read(Bucket + "/cors", "r2-get-bucket-cors-policy", CorsRules.Get),
        Write("PUT", Bucket + "/cors", "r2-put-bucket-cors-policy", CorsRules.Put),
        Write("DELETE", Bucket + "/cors", "r2-delete-bucket-cors-policy", CorsRules.Delete),
        Read(Bucket + "/lifecycle", "r2-get-bucket-lifecycle-configuration", LifecycleRules.Get),
        Write("PUT", Bucket + "/lifecycle", "r2-put-bucket-lifecycle-configuration", LifecycleRules.Put),
        Read(Events, "r2-get-event-notification-configs", NotificationRules.List),
        Read(Events + "/queues/{queue}", "r2-get-event-notification-config", NotificationRules.Get),
        Write("PUT", Events + "/queues/{queue}", "r2-put-event-notification-config", NotificationRules.Put),
        Write("DELETE", Events + "/queues/{queue}", "r2-event-notification-delete-config", NotificationRules.Delete),

        Read(Bucket + "/objects", "r2-list-objects", ObjectList.Get),
        Write("DELETE", Bucket + "/objects", "r2-delete-objects", ObjectRemoval.Delete),
        Read(Bucket + "/jobs", "r2-list-bucket-jobs", JobOperations.List),
        Read(Bucket + "/jobs/{job}", "r2-get-bucket-job", JobOperations.Get),

        Read(Slurper + "/jobs", "slurper-list-jobs", MigrationOperations.List),
        Write("POST", Slurper + "/jobs", "slurper-create-job", MigrationOperations.Create),
        Write("PUT", Slurper + "/jobs/abortAll", "slurper-abort-all-jobs", MigrationOperations.AbortAll),
        Read(Slurper + "/jobs/{job}", "slurper-get-job", MigrationOperations.Get),
        Write("DELETE", Slurper + "/jobs/{job}", "slurper-delete-job", MigrationOperations.Delete),
        Write("PUT", Slurper + "/jobs/{job}/pause", "slurper-pause-job", MigrationOperations.Pause),
        Write("PUT", Slurper + "/jobs/{job}/resume", "slurper-resume-job", MigrationOperations.Resume),
        Write("PUT", Slurper + "/jobs/{job}/abort", "slurper-abort-job", MigrationOperations.Abort),
        Read(Slurper + "/jobs/{job}/progress", "slurper-get-job-progress", MigrationOperations.Progress),
        Read(Slurper + "/jobs/{job}/logs", "slurper-get-job-logs", MigrationOperations.Logs),
        Write("PUT", Slurper + "/source/connectivity-precheck", "slurper-check-source-connectivity", MigrationOperations.CheckSource),
        Write("PUT", Slurper + "/target/connectivity-precheck", "slurper-check-target-connectivity", MigrationOperations.CheckTarget),

        Read("accounts/{account}/r2/metrics", "r2-get-account-level-metrics", AccountMetrics.Get),
        new("POST", "graphql", "graphql-query", [PermissionGroups.AnalyticsRead], Analytics.Query),
        Write("POST", "accounts/{account}/r2/temp-access-credentials", "r2-create-temp-access-credentials", TemporaryCredentials.Create),
    ];

    public static IEnumerable<string> Names => s_routes.Select(route => route.Operation);

    public static ApiMatch? Find(string method, IReadOnlyList<string> path)
    {
        foreach (ApiRoute route in s_routes.Where(route => route.Method == method))
        {
            if (route.Match(path) is { } values)
            {
                return new ApiMatch(route, values);
            }
        }

        return null;
    }

    /// <summary>Whether there is an operation at this path, by whatever method.</summary>
    public static bool IsKnown(IReadOnlyList<string> path) => s_routes.Exists(route => route.Match(path) is not null);

    private static ApiRoute Read(string path, string operation, Func<ApiContext, Json.ApiResult> run) => new("GET", path, operation, PermissionGroups.Read, run);

    private static ApiRoute Write(string method, string path, string operation, Func<ApiContext, Json.ApiResult> run) =>
        new(method, path, operation, PermissionGroups.Write, run);
}
