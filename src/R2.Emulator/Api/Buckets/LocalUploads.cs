using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;

namespace R2.Emulator.Api.Buckets;

/// <summary>Local uploads: a setting that the emulator keeps.</summary>
internal static class LocalUploads
{
    public static ApiResult Get(ApiContext context) => new(new JsonObject { ["enabled"] = context.BucketAnywhere.Settings.HasLocalUploads });

    public static ApiResult Put(ApiContext context)
    {
        Bucket bucket = context.BucketAnywhere;
        bool enabled = context.Body.Get("enabled").Flag();
        bucket.Change(settings => settings with { HasLocalUploads = enabled });
        return ApiResult.Empty();
    }
}
