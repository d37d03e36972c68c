using R2.Api;
using R2.Models;
using R2.Rules;

namespace R2;

public sealed partial class R2ApiClient
{
    private const int MigrationsPerPage = 50;
    private const int MostKeys = 10_000;

    /// <summary>Asks whether Cloudflare can reach a bucket to copy from with what opens it.</summary>
    /// <param name="source">The bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it can.</returns>
    public Task<bool> CheckMigrationSourceAsync(R2MigrationSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return AskAsync<bool>(OfAccount(ApiRequest.Put("CheckMigrationSource"), "slurper", "source", "connectivity-precheck").WithBody(ApiJson.Body(json => Write(json, source))).ReadBy(IsReachable), cancellationToken);
    }

    /// <summary>Asks whether Cloudflare can write to a bucket with a key pair.</summary>
    /// <param name="bucketName">Bucket to copy into.</param>
    /// <param name="credential">Key pair that may write to it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it can.</returns>
    public Task<bool> CheckMigrationTargetAsync(string bucketName, R2Credential credential, CancellationToken cancellationToken = default) => AskAsync<bool>(
        OfAccount(ApiRequest.Put("CheckMigrationTarget", bucketName), "slurper", "target", "connectivity-precheck").WithBody(ApiJson.Body(json => WriteTarget(json, bucketName, credential))).ReadBy(IsReachable), cancellationToken);

    /// <summary>Has Cloudflare copy a bucket of another cloud into one of R2's, whatever its size.</summary>
    /// <param name="source">Bucket to copy from.</param>
    /// <param name="bucketName">Bucket to copy into.</param>
    /// <param name="credential">Key pair that may write to it.</param>
    /// <param name="overwrite">Replaces objects that are there; otherwise they are left out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Id of the job that does it.</returns>
    /// <exception cref="R2Exception">Source and target are one bucket (<see cref="R2ErrorCodes.InvalidArgument"/>), or the API refuses.</exception>
    public Task<string> StartMigrationAsync(R2MigrationSource source, string bucketName, R2Credential credential, bool overwrite = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Vendor == "r2" && source.BucketName == bucketName && source.Jurisdiction == Jurisdiction)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidArgument, $"The migration would copy the bucket '{bucketName}' into itself.");
        }

        if (source.Keys.Count > MostKeys)
        {
            throw R2Exception.OutOfRange("Keys", $"{source.Keys.Count:N0} keys", $"{MostKeys:N0} at most");
        }

        return AskAsync<string>(
            OfAccount(ApiRequest.Post("StartMigration", bucketName), "slurper", "jobs")
                .WithBody(ApiJson.Body(json => json.Flag("overwrite", overwrite).Object("source", one => Write(one, source)).Object("target", target => WriteTarget(target, bucketName, credential))))
                .ReadBy(static envelope => envelope.Result.Text("id")),
            cancellationToken);
    }

    /// <summary>Lists the account's migrations, the latest first, page by page as they are asked for; without their counts.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public IAsyncEnumerable<R2Migration> EnumerateMigrationsAsync(CancellationToken cancellationToken = default) => ByOffsetAsync(
        MigrationsPerPage,
        (offset, cancellation) => AskAsync<IReadOnlyList<R2Migration>>(
            OfAccount(ApiRequest.Get("ListMigrations"), "slurper", "jobs").Query("limit", MigrationsPerPage).Query("offset", offset)
                .ReadBy(static envelope => (IReadOnlyList<R2Migration>)[.. envelope.Result.Items().Select(ReadMigration)]),
            cancellation),
        cancellationToken);

    /// <summary>Describes a migration, with its counts.</summary>
    /// <param name="migrationId">Id of the job.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2Migration> GetMigrationAsync(string migrationId, CancellationToken cancellationToken = default) => GetMigrationAsync(migrationId, withCounts: true, cancellationToken);

    /// <summary>Describes a migration, with its counts or, by one request less, without.</summary>
    internal async Task<R2Migration> GetMigrationAsync(string migrationId, bool withCounts, CancellationToken cancellationToken)
    {
        R2Migration migration = await AskAsync<R2Migration>(OfMigration(ApiRequest.Get("GetMigration"), migrationId).ReadBy(static envelope => ReadMigration(envelope.Result)), cancellationToken).ConfigureAwait(false);
        return !withCounts ? migration : await WithProgressAsync(migration, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same migration with its counts of now.</summary>
    /// <param name="migration">Migration.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2Migration> WithProgressAsync(R2Migration migration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(migration);
        return AskAsync<R2Migration>(
            OfMigration(ApiRequest.Get("GetMigrationProgress"), migration.MigrationId, "progress").ReadBy(envelope => envelope.Result is var progress && progress.TextOrNull("id") is { } id && id != migration.MigrationId
                ? throw progress.Refuse($"is about the job '{id}', and '{migration.MigrationId}' was asked for")
                : migration with
                {
                    Status = progress.TextOrNull("status") ?? migration.Status,
                    Objects = progress.NumberOrNull("objects") ?? 0,
                    TransferredObjects = progress.NumberOrNull("transferredObjects") ?? 0,
                    SkippedObjects = progress.NumberOrNull("skippedObjects") ?? 0,
                    FailedObjects = progress.NumberOrNull("failedObjects") ?? 0,
                }),
            cancellationToken);
    }

    /// <summary>Reads the log of a migration, page by page as it is asked for.</summary>
    /// <param name="migrationId">Id of the job.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public IAsyncEnumerable<R2MigrationLogEntry> EnumerateMigrationLogAsync(string migrationId, CancellationToken cancellationToken = default) => ByOffsetAsync(
        MigrationsPerPage,
        (offset, cancellation) => AskAsync<IReadOnlyList<R2MigrationLogEntry>>(
            OfMigration(ApiRequest.Get("GetMigrationLogs"), migrationId, "logs").Query("limit", MigrationsPerPage).Query("offset", offset).ReadBy(envelope => (IReadOnlyList<R2MigrationLogEntry>)
            [
                .. envelope.Result.Items().Select(entry => new R2MigrationLogEntry
                {
                    MigrationId = migrationId,
                    Time = entry.MomentOrNull("createdAt"),
                    Type = entry.TextOrNull("logType") ?? "unknown",
                    Key = entry.TextOrNull("objectKey"),
                    Message = entry.TextOrNull("message"),
                }),
            ]),
            cancellation),
        cancellationToken);

    /// <summary>Suspends a migration that runs.</summary>
    /// <param name="migrationId">Id of the job.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task PauseMigrationAsync(string migrationId, CancellationToken cancellationToken = default) => DoAsync(OfMigration(ApiRequest.Put("PauseMigration", idempotent: false), migrationId, "pause"), cancellationToken);

    /// <summary>Goes on with a migration that was suspended.</summary>
    /// <param name="migrationId">Id of the job.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task ResumeMigrationAsync(string migrationId, CancellationToken cancellationToken = default) => DoAsync(OfMigration(ApiRequest.Put("ResumeMigration", idempotent: false), migrationId, "resume"), cancellationToken);

    /// <summary>Ends a migration for good; what it copied stays.</summary>
    /// <param name="migrationId">Id of the job.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task AbortMigrationAsync(string migrationId, CancellationToken cancellationToken = default) => DoAsync(OfMigration(ApiRequest.Put("AbortMigration", idempotent: false), migrationId, "abort"), cancellationToken);

    /// <summary>Ends all migrations of the account for good; what they copied stays.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task AbortAllMigrationsAsync(CancellationToken cancellationToken = default) => DoAsync(OfAccount(ApiRequest.Put("AbortAllMigrations"), "slurper", "jobs", "abortAll"), cancellationToken);

    /// <summary>Takes a migration that has ended off the list.</summary>
    /// <param name="migrationId">Id of the job.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task DeleteMigrationAsync(string migrationId, CancellationToken cancellationToken = default) => DoAsync(OfMigration(ApiRequest.Delete("DeleteMigration"), migrationId), cancellationToken);

    private ApiRequest OfMigration(ApiRequest request, string migrationId, params string[] segments) => OfAccount(request, ["slurper", "jobs", migrationId, .. segments]);

    private static object IsReachable(ApiEnvelope envelope) => envelope.Result.Text("connectivityStatus") == "success";

    private static ApiJson Write(ApiJson json, R2MigrationSource source) => json
        .Text("vendor", source.Vendor)
        .Text("bucket", source.BucketName)
        .Text("jurisdiction", source.Vendor == "r2" ? EndpointRules.NameOf(source.Jurisdiction) : null)
        .Text("endpoint", source.Endpoint?.AbsoluteUri)
        .Text("region", source.Region)
        .Text("pathPrefix", source.Prefix)
        .Texts("keys", source.Keys)
        .Object("secret", secret => _ = source.Credential is { } credential
            ? WriteKeys(secret, credential)
            : secret.Text("clientEmail", source.ClientEmail).Secret("privateKey", source.PrivateKey));

    private ApiJson WriteTarget(ApiJson json, string bucketName, R2Credential credential) => json
        .Text("vendor", "r2")
        .Text("bucket", bucketName)
        .Text("jurisdiction", EndpointRules.NameOf(Jurisdiction))
        .Object("secret", secret => WriteKeys(secret, credential));

    private static ApiJson WriteKeys(ApiJson json, R2Credential credential)
    {
        char[] secret = credential.RevealSecretAccessKey();
        json.Secret("accessKeyId", credential.AccessKeyId).Secret("secretAccessKey", secret);
        Array.Clear(secret);
        return json;
    }

    private static R2Migration ReadMigration(ApiValue job)
    {
        (ApiValue? source, ApiValue? target) = (job.Find("source"), job.Find("target"));
        return new R2Migration
        {
            MigrationId = job.Text("id"),
            BucketName = target?.TextOrNull("bucket"),
            Status = job.Text("status"),
            Vendor = source?.TextOrNull("vendor"),
            SourceBucket = source?.TextOrNull("bucket"),
            SourceEndpoint = source?.TextOrNull("endpoint"),
            SourcePrefix = source?.TextOrNull("pathPrefix"),
            Overwrite = job.Find("overwrite") is not null && job.Flag("overwrite"),
            Created = job.MomentOrNull("createdAt"),
            Finished = job.MomentOrNull("finishedAt"),
        };
    }
}
