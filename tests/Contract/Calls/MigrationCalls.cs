using R2.Models;

namespace R2.Contract.Calls;

/// <summary>Calls about Sippy, migrations, usage and temporary credentials.</summary>
internal static class MigrationCalls
{
    private static readonly R2Credential s_aws = new("AKIAEXAMPLE", "anySecretOfAnotherCloud");

    public static IEnumerable<ApiCall> All(CallContext at)
    {
        R2ApiClient api = at.Client;
        foreach ((string name, R2SippySource source) in Sippy())
        {
            yield return new("EnableSippy", name, () => api.EnableSippyAsync(CallContext.Bucket, source, at.Credential));
            yield return new("GetSippy", name, () => api.GetSippyAsync(CallContext.Bucket));
        }

        yield return new("DisableSippy", "", () => api.DisableSippyAsync(CallContext.Bucket));
        foreach ((string name, R2MigrationSource source) in Sources(at))
        {
            yield return new("CheckMigrationSource", name, () => api.CheckMigrationSourceAsync(source));
            yield return new("CheckMigrationTarget", name, () => api.CheckMigrationTargetAsync(CallContext.Other, at.Credential));
            yield return new("StartMigration", name, async () => at.MigrationId = await api.StartMigrationAsync(source, CallContext.Other, at.Credential, overwrite: false));
            yield return new("EnumerateMigrations", name, () => CallContext.ReadAsync(api.EnumerateMigrationsAsync()));
            yield return new("PauseMigration", name, () => api.PauseMigrationAsync(at.MigrationId));
            yield return new("ResumeMigration", name, () => api.ResumeMigrationAsync(at.MigrationId));
            yield return new("GetMigration", name, async () => await api.WithProgressAsync(await api.GetMigrationAsync(at.MigrationId)));
            yield return new("EnumerateMigrationLog", name, () => CallContext.ReadAsync(api.EnumerateMigrationLogAsync(at.MigrationId)));
            yield return new("DeleteMigration", name, () => api.DeleteMigrationAsync(at.MigrationId));
        }

        yield return new("StartMigration", "to abort it", async () => at.MigrationId = await api.StartMigrationAsync(R2MigrationSource.FromR2(CallContext.Bucket, at.Credential), CallContext.Other, at.Credential));
        yield return new("AbortMigration", "", () => api.AbortMigrationAsync(at.MigrationId));
        yield return new("AbortAllMigrations", "", () => api.AbortAllMigrationsAsync());

        yield return new("GetAccountMetrics", "", () => api.GetAccountMetricsAsync());
        yield return new("GetStorage", "", () => api.GetStorageAsync(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow));
        yield return new("GetOperations", "", () => api.GetOperationsAsync(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow));
        foreach (R2AccessLevel level in Enum.GetValues<R2AccessLevel>())
        {
            yield return new("CreateTemporaryCredential", $"{level}", () => api.CreateTemporaryCredentialAsync(
                new() { AccountId = api.AccountId, Endpoint = at.Endpoint, BucketName = CallContext.Bucket, Permission = level, Prefixes = ["in/"], Objects = ["a"] }, at.Credential.AccessKeyId));
        }
    }

    private static IEnumerable<(string Name, R2SippySource Source)> Sippy() =>
    [
        ("aws", R2SippySource.FromAws("old", "eu-west-1", s_aws)),
        ("gcs", R2SippySource.FromGcs("old", "me@project.iam.gserviceaccount.com", "-----BEGIN PRIVATE KEY-----")),
        ("s3", R2SippySource.FromS3(new Uri("https://s3.example.com/old"), s_aws)),
        ("azure with a key", R2SippySource.FromAzure("account", "old", accountKey: "key")),
        ("azure with a token", R2SippySource.FromAzure("account", "old", sasToken: "sv=1")),
    ];

    private static IEnumerable<(string Name, R2MigrationSource Source)> Sources(CallContext at) =>
    [
        ("r2", R2MigrationSource.FromR2(CallContext.Bucket, at.Credential)),
        ("s3", R2MigrationSource.FromS3(CallContext.Bucket, s_aws)),
        ("s3 elsewhere", R2MigrationSource.FromS3(CallContext.Bucket, s_aws, new Uri("https://s3.example.com"), "eu-west-1")),
        ("gcs", R2MigrationSource.FromGcs(CallContext.Bucket, "me@project.iam.gserviceaccount.com", "-----BEGIN PRIVATE KEY-----")),
    ];
}
