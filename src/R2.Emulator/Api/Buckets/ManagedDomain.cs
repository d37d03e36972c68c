using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;

namespace R2.Emulator.Api.Buckets;

/// <summary>The r2.dev domain of a bucket, which makes it public. The emulator keeps the setting; it serves nothing at such a name.</summary>
internal static class ManagedDomain
{
    public static ApiResult Get(ApiContext context) => new(Describe(context, context.Bucket));

    public static ApiResult Put(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        bool enabled = context.Body.Get("enabled").Flag();
        bucket.Change(settings => settings with { IsPublic = enabled });
        return new ApiResult(Describe(context, bucket));
    }

    private static JsonObject Describe(ApiContext context, Bucket bucket)
    {
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Account.Id}/{bucket.Name}"));
        string id = Convert.ToHexString(digest)[..32].ToLowerInvariant();
        return new JsonObject { ["bucketId"] = id, ["domain"] = $"pub-{id}.r2.dev", ["enabled"] = bucket.Settings.IsPublic };
    }
}
