using System.Globalization;
using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Operations.Listing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Api.Jobs;

/// <summary>Lists objects: the same ones as S3, in the API's form.</summary>
internal static class ObjectList
{
    public static ApiResult Get(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        int limit = context.Number("per_page", 20, 1, 1000);
        string prefix = KeyOrder.Identity(context.Query["prefix"] ?? string.Empty);
        ListStart start = context.Query["cursor"] is { Length: > 0 } cursor
            ? ListStart.FromToken(cursor)
            : context.Query["start_after"] is { } after ? ListStart.After(KeyOrder.Identity(after)) : ListStart.Beginning;
        ListPage<StoredObject> page = bucket.Walk(index => KeyLister.List(index, prefix, context.Query["delimiter"], start, limit, key => key));
        JsonObject info = new JsonObject { ["is_truncated"] = page.IsTruncated, ["per_page"] = limit }
            .With("cursor", page.IsTruncated ? ListStart.Token(page) : null)
            .With("delimited", page.Prefixes.Count == 0 ? null : JsonText.Array(page.Prefixes));
        return new ApiResult(JsonText.Array(page.Items, Describe)) { Info = info };
    }

    private static JsonObject Describe(StoredObject stored)
    {
        JsonObject http = [];
        foreach ((string name, string value) in stored.Attributes.System)
        {
            (string Name, string? Value) field = name.ToLowerInvariant() switch
            {
                "expires" => ("cacheExpiry", DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out DateTimeOffset expiry) ? JsonText.Time(expiry) : null),
                string other => (CamelCase(other), value),
            };
            http.With(field.Name, field.Value);
        }

        JsonObject custom = [];
        foreach ((string name, string value) in stored.Attributes.User)
        {
            custom[name] = value;
        }

        return new JsonObject
        {
            ["key"] = stored.Key,
            ["size"] = stored.Size,
            ["etag"] = stored.ETag,
            ["last_modified"] = JsonText.Time(stored.LastModified),
            ["storage_class"] = ClassNames.ToApi(stored.Attributes.StorageClass),
            ["ssec"] = stored.Attributes.CustomerKeyMd5 is not null,
            ["http_metadata"] = http,
            ["custom_metadata"] = custom,
        };
    }

    private static string CamelCase(string header)
    {
        string[] words = header.Split('-');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
