using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;

namespace R2.Emulator.Api.Migrations;

/// <summary>
/// Source or target of a migration. The emulator fetches nothing from elsewhere: a bucket of any vendor is the emulator's own of that name. The key pair of an
/// R2 bucket must be one of the emulator; those of other vendors only have to be there.
/// </summary>
internal sealed record MigrationEnd(string Vendor, string BucketName, string? Jurisdiction, string? Endpoint, string? PathPrefix, IReadOnlyList<string>? Keys)
{
    /// <summary>The bucket; null if it does not exist or the key pair does not open it.</summary>
    public Bucket? Bucket { get; init; }

    public static MigrationEnd ReadSource(ApiContext context, ApiField source) => Read(context, source, source.Get("vendor").TextOf("s3", "gcs", "r2"));

    public static MigrationEnd ReadTarget(ApiContext context, ApiField target) => Read(context, target, target.Get("vendor").TextOf("r2"));

    public JsonObject Describe() => new JsonObject { ["vendor"] = Vendor, ["bucket"] = BucketName }
        .With("jurisdiction", Jurisdiction)
        .With("endpoint", Endpoint)
        .With("pathPrefix", PathPrefix)
        .With("keys", Keys is null ? null : JsonText.Array(Keys));

    private static MigrationEnd Read(ApiContext context, ApiField end, string vendor)
    {
        ApiField secret = end.Get("secret");
        string id = secret.Get(vendor == "gcs" ? "clientEmail" : "accessKeyId").NonEmpty();
        string key = secret.Get(vendor == "gcs" ? "privateKey" : "secretAccessKey").NonEmpty();
        string name = end.Get("bucket").NonEmpty();
        string? jurisdiction = vendor == "r2" ? ApiContext.CheckJurisdiction(end.Find("jurisdiction")?.Text()) : null;
        IReadOnlyList<string>? keys = end.Find("keys")?.Texts();
        if (keys?.Count > 10_000)
        {
            throw ApiErrors.Malformed($"{end.Pointer}/keys");
        }

        bool opens = vendor != "r2" || context.State.Credentials.Find(id, context.Now)?.SecretAccessKey == key;
        return new MigrationEnd(vendor, name, jurisdiction, end.Find("endpoint")?.Text(), end.Find("pathPrefix")?.Text(), keys)
        {
            Bucket = !opens ? null : jurisdiction is null ? context.Account.Find(name) : context.FindBucket(name, jurisdiction),
        };
    }
}
