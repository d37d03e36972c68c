using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;

namespace R2.Emulator.Api.Usage;

/// <summary>
/// The two data sets of R2 in Cloudflare's GraphQL API (https://developers.cloudflare.com/r2/platform/metrics-analytics/): what the buckets hold now, and the S3
/// requests that are still in the log.
/// </summary>
internal static class Analytics
{
    private const string Storage = "r2StorageAdaptiveGroups";
    private const string Operations = "r2OperationsAdaptiveGroups";

    public static ApiResult Query(ApiContext context)
    {
        GraphQlQuery query = new GraphQlQuery(context.Body);
        if (query.Account != context.Account.Id)
        {
            return Bare(null, "not authorized for that account");
        }

        JsonObject account = [];
        if (query.AsksFor(Storage))
        {
            account[Storage] = JsonText.Array(context.Account.Buckets, DescribeStorage);
        }

        if (query.AsksFor(Operations))
        {
            account[Operations] = OfOperations(context, query);
        }

        return account.Count == 0
            ? Bare(null, "unknown field in the query")
            : Bare(new JsonObject { ["viewer"] = new JsonObject { ["accounts"] = new JsonArray(account) } }, null);
    }

    private static ApiResult Bare(JsonObject? data, string? error) => new(new JsonObject
    {
        ["data"] = data,
        ["errors"] = error is null ? null : new JsonArray(new JsonObject { ["message"] = error, ["path"] = null }),
    })
    {
        IsBare = true,
    };

    private static JsonObject DescribeStorage(Bucket bucket)
    {
        StorageSum objects = StorageSum.OfObjects(bucket);
        StorageSum uploads = StorageSum.OfUploads(bucket);
        return new JsonObject
        {
            ["max"] = new JsonObject
            {
                ["objectCount"] = objects.Count,
                ["uploadCount"] = uploads.Count,
                ["payloadSize"] = objects.Payload + uploads.Payload,
                ["metadataSize"] = objects.Metadata + uploads.Metadata,
            },
            ["dimensions"] = new JsonObject { ["bucketName"] = NameOf(bucket) },
        };
    }

    private static JsonArray OfOperations(ApiContext context, GraphQlQuery query)
    {
        IReadOnlyList<string> dimensions = query.DimensionsOf(Operations);
        IEnumerable<IGrouping<string, JsonObject>> groups = context.State.Requests
            .Where(entry => IsOfS3(entry) && entry.Time >= query.From && entry.Time <= query.To)
            .Select(entry => Select(context, entry, dimensions))
            .GroupBy(selected => selected.ToJsonString());
        return JsonText.Array(groups, group => new JsonObject
        {
            ["sum"] = new JsonObject { ["requests"] = group.Count() },
            ["dimensions"] = group.First(),
        });
    }

    /// <summary>Operations of the API have ids with hyphens.</summary>
    private static bool IsOfS3(RequestLogEntry entry) => entry.Operation is not ("Unknown" or "Preflight") && !entry.Operation.Contains('-', StringComparison.Ordinal);

    private static JsonObject Select(ApiContext context, RequestLogEntry entry, IReadOnlyList<string> dimensions)
    {
        JsonObject selected = [];
        foreach (string dimension in dimensions)
        {
            selected[dimension] = dimension switch
            {
                "bucketName" => entry.Bucket is null ? string.Empty : context.Account.Find(entry.Bucket) is { } bucket ? NameOf(bucket) : entry.Bucket,
                "actionType" => entry.Operation,
                "actionStatus" => entry.Status switch { < 400 => "success", < 500 => "userError", _ => "internalError" },
                "responseStatusCode" => entry.Status,
                "objectName" => entry.Key ?? string.Empty,
                "datetime" => JsonText.Time(entry.Time),
                _ => null,
            };
        }

        return selected;
    }

    /// <summary>A bucket of a jurisdiction has it in front of its name.</summary>
    private static string NameOf(Bucket bucket) =>
        bucket.Settings.Jurisdiction == ApiContext.DefaultJurisdiction ? bucket.Name : $"{bucket.Settings.Jurisdiction}_{bucket.Name}";
}
