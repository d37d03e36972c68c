using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Settings;

namespace R2.Emulator.Api.Buckets;

/// <summary>Sippy, the incremental migration: the emulator keeps the setting without its secrets, and fetches nothing.</summary>
internal static class SippyOperations
{
    public static ApiResult Get(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        return new ApiResult(Describe(context, bucket, bucket.Settings.Sippy ?? throw ApiErrors.NoSuchKey()));
    }

    public static ApiResult Put(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        ApiField body = context.Body;
        ApiField destination = body.Get("destination");
        destination.Find("provider")?.TextOf("r2");
        destination.Get("secretAccessKey").NonEmpty();
        SippySource source = Read(body.Get("source"), destination.Get("accessKeyId").NonEmpty());
        bucket.Change(settings => settings with { Sippy = source });
        return new ApiResult(Describe(context, bucket, source));
    }

    public static ApiResult Delete(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        bucket.Change(settings => settings with { Sippy = null });
        return new ApiResult(new JsonObject { ["enabled"] = false });
    }

    private static SippySource Read(ApiField source, string destinationKeyId)
    {
        string Need(string name) => source.Get(name).NonEmpty();
        string provider = source.Get("provider").TextOf("aws", "gcs", "s3", "azure");
        string[] secrets = provider switch
        {
            "gcs" => ["clientEmail", "privateKey"],
            "azure" => ["accountName", source.Find("sasToken") is null ? "accountKey" : "sasToken"],
            _ => ["accessKeyId", "secretAccessKey"],
        };
        Array.ForEach(secrets, name => source.Get(name).NonEmpty());
        return new SippySource(
            provider,
            provider is "aws" or "gcs" ? Need("bucket") : null,
            provider == "s3" ? Need("bucketUrl") : null,
            provider == "azure" ? Need("container") : null,
            provider == "aws" ? Need("region") : null,
            destinationKeyId);
    }

    private static JsonObject Describe(ApiContext context, Bucket bucket, SippySource source) => new()
    {
        ["enabled"] = true,
        ["source"] = new JsonObject { ["provider"] = source.Provider }
            .With("bucket", source.Bucket)
            .With("bucketUrl", source.BucketUrl)
            .With("container", source.Container)
            .With("region", source.Region),
        ["destination"] = new JsonObject { ["provider"] = "r2", ["account"] = context.Account.Id, ["bucket"] = bucket.Name }
            .With("accessKeyId", source.DestinationKeyId),
    };
}
