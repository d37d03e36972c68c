using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;

namespace R2.Emulator.Api.Rules;

/// <summary>The queues of the account: https://developers.cloudflare.com/api/resources/queues/methods/list/</summary>
internal static class QueueOperations
{
    public static ApiResult List(ApiContext context)
    {
        IReadOnlyDictionary<string, string> queues = context.State.Options.Queues;
        return new ApiResult(JsonText.Array(queues, queue => new JsonObject { ["queue_id"] = queue.Key, ["queue_name"] = queue.Value }))
        {
            Info = new JsonObject { ["page"] = 1, ["per_page"] = 100, ["count"] = queues.Count, ["total_count"] = queues.Count, ["total_pages"] = 1 },
        };
    }

    public static string NameOf(EmulatorApiOptions options, string queue) => options.Queues.GetValueOrDefault(queue) ?? $"queue-{queue}";
}
