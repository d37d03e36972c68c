using System.Globalization;
using R2.Api;
using R2.Credentials;
using R2.Models;

namespace R2;

public sealed partial class R2ApiClient
{
    private const string AnalyticsRead = "Account Analytics Read";
    private const int MostGroups = 10_000;

    private const string StorageQuery = """
        query($account:string!,$from:Time!,$to:Time!){viewer{accounts(filter:{accountTag:$account}){r2StorageAdaptiveGroups(limit:10000,filter:{datetime_geq:$from,datetime_leq:$to})
        {max{objectCount,uploadCount,payloadSize,metadataSize},dimensions{bucketName}}}}}
        """;

    private const string OperationsQuery = """
        query($account:string!,$from:Time!,$to:Time!){viewer{accounts(filter:{accountTag:$account}){r2OperationsAdaptiveGroups(limit:10000,filter:{datetime_geq:$from,datetime_leq:$to})
        {sum{requests},dimensions{bucketName,actionType,actionStatus}}}}}
        """;

    /// <summary>What the account stores, of each storage class.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2AccountMetrics> GetAccountMetricsAsync(CancellationToken cancellationToken = default) => AskAsync<R2AccountMetrics>(
        OfAccount(ApiRequest.Get("GetMetrics"), "r2", "metrics").ReadBy(static envelope => new R2AccountMetrics
        {
            Standard = ReadAmount(envelope.Result, "standard", "published"),
            StandardUploads = ReadAmount(envelope.Result, "standard", "uploaded"),
            InfrequentAccess = ReadAmount(envelope.Result, "infrequentAccess", "published"),
            InfrequentAccessUploads = ReadAmount(envelope.Result, "infrequentAccess", "uploaded"),
        }),
        cancellationToken);

    /// <summary>What each bucket held at its most within a time. Cloudflare keeps this for 31 days; it needs the permission group 'Account Analytics Read'.</summary>
    /// <param name="from">Beginning.</param>
    /// <param name="to">End.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A row a bucket, of all jurisdictions: the name of one of a jurisdiction has it in front, as in <c>eu_name</c>.</returns>
    public Task<IReadOnlyList<R2BucketStorage>> GetStorageAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) => QueryAsync(
        "QueryStorage", StorageQuery, "r2StorageAdaptiveGroups", from, to,
        static group => new R2BucketStorage
        {
            BucketName = group.Get("dimensions").Text("bucketName"),
            Objects = group.Get("max").NumberOrNull("objectCount") ?? 0,
            Uploads = group.Get("max").NumberOrNull("uploadCount") ?? 0,
            PayloadBytes = group.Get("max").NumberOrNull("payloadSize") ?? 0,
            MetadataBytes = group.Get("max").NumberOrNull("metadataSize") ?? 0,
        },
        cancellationToken);

    /// <summary>How often each operation was asked of each bucket within a time. Cloudflare keeps this for 31 days; it needs the permission group 'Account Analytics Read'.</summary>
    /// <param name="from">Beginning.</param>
    /// <param name="to">End.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A row for each bucket, operation and outcome, of all jurisdictions.</returns>
    public Task<IReadOnlyList<R2BucketOperations>> GetOperationsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) => QueryAsync(
        "QueryOperations", OperationsQuery, "r2OperationsAdaptiveGroups", from, to,
        static group => new R2BucketOperations
        {
            BucketName = group.Get("dimensions").TextOrNull("bucketName") ?? "",
            Action = group.Get("dimensions").Text("actionType"),
            Status = group.Get("dimensions").TextOrNull("actionStatus"),
            Requests = group.Get("sum").NumberOrNull("requests") ?? 0,
        },
        cancellationToken);

    /// <summary>Has Cloudflare make a temporary credential: narrower than its parent, and with an end.</summary>
    /// <param name="options">What it is to be good for. Actions cannot be chosen here.</param>
    /// <param name="parentAccessKeyId">Access key id of the parent, which is the id of its API token.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2Credential> CreateTemporaryCredentialAsync(TemporaryCredentialOptions options, string parentAccessKeyId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options.Actions.Count > 0
            ? throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, "Actions are given; Cloudflare's API takes a permission alone. Credentials made offline can be limited to actions.")
            : AskAsync<R2Credential>(
                OfAccount(ApiRequest.Post("CreateTemporaryCredential", options.BucketName, idempotent: true), "r2", "temp-access-credentials")
                    .WithBody(ApiJson.Body(json => json
                        .Text("bucket", options.BucketName)
                        .Secret("parentAccessKeyId", parentAccessKeyId)
                        .Text("permission", SessionTokens.NameOf(options.Permission ?? R2AccessLevel.ObjectReadOnly))
                        .Number("ttlSeconds", (long)options.Lifetime.TotalSeconds)
                        .Texts("prefixes", options.Prefixes)
                        .Texts("objects", options.Objects)))
                    .ReadBy(static envelope => new R2Credential(envelope.Result.Text("accessKeyId"), envelope.Result.Text("secretAccessKey"), envelope.Result.Text("sessionToken"))),
                cancellationToken);
    }

    private Task<IReadOnlyList<T>> QueryAsync<T>(string operation, string query, string dataset, DateTimeOffset from, DateTimeOffset to, Func<ApiValue, T> read, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<T>>(
        ApiRequest.Post(operation, idempotent: true).OfGroup(AnalyticsRead).AsGraphQl().At("graphql")
            .WithBody(ApiJson.Body(json => json.Text("query", query.ReplaceLineEndings("")).Object("variables", variables => variables.Secret("account", AccountId).Varying("from", from).Varying("to", to))))
            .ReadBy(envelope =>
            {
                IReadOnlyList<T> rows = [.. envelope.Result.Get("viewer").Items("accounts").SelectMany(account => account.Items(dataset)).Select(read)];
                // Sums of what was cut off would be wrong without anybody's noticing.
                return rows.Count < MostGroups ? rows : throw envelope.Result.Refuse(string.Create(CultureInfo.InvariantCulture, $"has {rows.Count:N0} rows, which is as many as one answer can have: ask for a shorter time"));
            }),
        cancellationToken);

    private static R2StorageAmount ReadAmount(ApiValue metrics, string storageClass, string state) => metrics.Find(storageClass)?.Find(state) is { } amount
        ? new R2StorageAmount { Objects = amount.NumberOrNull("objects") ?? 0, PayloadBytes = amount.NumberOrNull("payloadSize") ?? 0, MetadataBytes = amount.NumberOrNull("metadataSize") ?? 0 }
        : new R2StorageAmount();
}
