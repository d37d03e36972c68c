using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;

namespace R2.Emulator.Api.Buckets;

/// <summary>The zones of the account, by name: https://developers.cloudflare.com/api/resources/zones/methods/list/</summary>
internal static class ZoneOperations
{
    public static ApiResult List(ApiContext context)
    {
        int limit = context.Number("per_page", 20, 1, 50);
        int page = context.Number("page", 1, 1, int.MaxValue / 50);
        string account = context.Account.Id;
        List<KeyValuePair<string, string>> all = context.Query["account.id"] is { } wanted && wanted != account
            ? []
            : [.. Zones.Find(context.State.Options, context.Query["name"])];
        List<KeyValuePair<string, string>> zones = [.. all.Skip((page - 1) * limit).Take(limit)];
        return new ApiResult(JsonText.Array(zones, zone => new JsonObject
        {
            ["id"] = zone.Key,
            ["name"] = zone.Value,
            ["status"] = "active",
            ["account"] = new JsonObject { ["id"] = account, ["name"] = "R2 emulator" },
        }))
        {
            Info = new JsonObject
            {
                ["page"] = page,
                ["per_page"] = limit,
                ["count"] = zones.Count,
                ["total_count"] = all.Count,
                ["total_pages"] = (all.Count + limit - 1) / limit,
            },
        };
    }
}
