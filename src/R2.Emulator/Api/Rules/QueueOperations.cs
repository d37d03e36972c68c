using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;

namespace R2.Emulator.Api.Rules;

/// <summary>The queues of the account: https://developers.cloudflare.com/api/resources/queues/methods/list/</summary>
internal static class QueueOperations
{
    public static ApiResult List(ApiContext context)
    {
        int limit = context.Number("per_page", 100, 1, 100);
        int page = context.Number("page", 1, 1, int.MaxValue / 100);
        IReadOnlyDictionary<string, string> queues = context.State.Options.Queues;
        List<KeyValuePair<string, string>> listed = [.. queues.Skip((page - 1) * limit).Take(limit)];
        return new ApiResult(JsonText.Array(listed, queue => new JsonObject { ["queue_id"] = queue.Key, ["queue_name"] = queue.Value }))
        {
            Info = new JsonObject { ["page"] = page, ["per_page"] = limit, ["count"] = listed.Count, ["total_count"] = queues.Count, ["total_pages"] = (queues.Count + limit - 1) / limit },
        };
    }

    public static string NameOf(EmulatorApiOptions options, string queue) => options.Queues.GetValueOrDefault(queue) ?? $"queue-{queue}";
}
