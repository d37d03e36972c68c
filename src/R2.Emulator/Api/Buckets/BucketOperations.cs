using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;
using S3Buckets = R2.Emulator.Operations.Buckets.BucketOperations;

namespace R2.Emulator.Api.Buckets;

/// <summary>List, create, get, delete and patch buckets: the same ones that S3 has.</summary>
internal static class BucketOperations
{
    private static readonly string[] s_locations = ["apac", "eeur", "enam", "weur", "wnam", "oc"];

    public static ApiResult List(ApiContext context)
    {
        int limit = context.Number("per_page", 20, 1, 1000);
        context.OneOf("order", "name");
        bool descends = context.OneOf("direction", "asc", "desc") == "desc";
        string? after = context.Query["cursor"] is { Length: > 0 } cursor ? ListCursor.Read(cursor) : context.Query["start_after"];
        string jurisdiction = context.Jurisdiction;
        List<Bucket> buckets = context.Account.Buckets
            .Where(bucket => bucket.Settings.Jurisdiction == jurisdiction && bucket.Name.Contains(context.Query["name_contains"] ?? string.Empty, StringComparison.Ordinal))
            .Where(bucket => after is null || (string.CompareOrdinal(bucket.Name, after) * (descends ? -1 : 1)) > 0)
            .OrderBy(bucket => bucket.Name, Comparer<string>.Create((left, right) => string.CompareOrdinal(left, right) * (descends ? -1 : 1)))
            .ToList();
        JsonObject info = new JsonObject { ["per_page"] = limit };
        if (buckets.Count > limit)
        {
            info["cursor"] = ListCursor.Write(buckets[limit - 1].Name);
        }

        return new ApiResult(new JsonObject { ["buckets"] = JsonText.Array(buckets.Take(limit), Describe) }) { Info = info };
    }

    public static ApiResult Create(ApiContext context)
    {
        ApiField body = context.Body;
        string name = body.Get("name").Text();
        string? location = body.Find("locationHint")?.TextOf(s_locations);
        string storageClass = ClassNames.ToS3(body.Find("storageClass"));
        string jurisdiction = context.Jurisdiction;
        if (!S3Buckets.IsValidName(name))
        {
            throw ApiErrors.InvalidBucketName();
        }

        Bucket bucket = context.Account.Create(name, location?.ToUpperInvariant()) ?? throw ApiErrors.BucketExists();
        bucket.Change(settings => settings with { StorageClass = storageClass, Jurisdiction = jurisdiction });
        return new ApiResult(Describe(bucket));
    }

    public static ApiResult Get(ApiContext context) => new(Describe(context.Bucket));

    public static ApiResult Delete(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        if (!context.Account.Delete(bucket))
        {
            throw ApiErrors.BucketNotEmpty();
        }

        context.State.Jobs.Forget(bucket.Name);
        return ApiResult.Empty();
    }

    public static ApiResult Patch(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        string storageClass = ClassNames.ToS3(context.Request.Header("cf-r2-storage-class")) ?? throw ApiErrors.InvalidArgument("The header cf-r2-storage-class is missing or not valid.");
        bucket.Change(settings => settings with { StorageClass = storageClass });
        return new ApiResult(Describe(bucket));
    }

    private static JsonObject Describe(Bucket bucket) => new JsonObject
    {
        ["name"] = bucket.Name,
        ["creation_date"] = JsonText.Time(bucket.Created),
        ["jurisdiction"] = bucket.Settings.Jurisdiction,
        ["storage_class"] = ClassNames.ToApi(bucket.Settings.StorageClass),
    }.With("location", bucket.Location?.ToLowerInvariant());
}
