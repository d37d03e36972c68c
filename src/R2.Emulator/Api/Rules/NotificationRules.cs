using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Settings;

namespace R2.Emulator.Api.Rules;

/// <summary>Event notifications: the emulator keeps their rules, and sends no events. Putting adds rules to those of the queue.</summary>
internal static class NotificationRules
{
    private const int MostRules = 100;
    private static readonly string[] s_actions = ["PutObject", "CopyObject", "DeleteObject", "CompleteMultipartUpload", "LifecycleDeletion"];

    public static ApiResult List(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        List<NotificationRule> rules = [.. bucket.Settings.Notifications];
        return rules.Count == 0
            ? throw ApiErrors.NoNotifications()
            : new ApiResult(new JsonObject
            {
                ["bucketName"] = bucket.Name,
                ["queues"] = JsonText.Array(rules.GroupBy(rule => rule.QueueId), queue => Describe(context, queue.Key, queue)),
            });
    }

    public static ApiResult Get(ApiContext context)
    {
        string queue = context.Values["queue"];
        List<NotificationRule> rules = context.Bucket.Settings.Notifications.Where(rule => rule.QueueId == queue).ToList();
        return rules.Count == 0 ? throw ApiErrors.NoNotifications() : new ApiResult(Describe(context, queue, rules));
    }

    public static ApiResult Put(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        string queue = context.Values["queue"];
        IReadOnlyDictionary<string, string> queues = context.State.Options.Queues;
        if (queues.Count > 0 && !queues.ContainsKey(queue))
        {
            throw ApiErrors.NoSuchQueue();
        }

        ApiField rules = context.Body.Get("rules");
        List<NotificationRule> added = [.. rules.Items().Select(rule => Read(context, queue, rule))];
        if (added.Count == 0)
        {
            throw ApiErrors.Malformed(rules.Pointer);
        }

        bucket.Change(settings => settings with { Notifications = Join(settings.Notifications, added) });
        return ApiResult.Empty();
    }

    public static ApiResult Delete(ApiContext context)
    {
        string queue = context.Values["queue"];
        IReadOnlyList<string>? ids = context.HasBody ? context.Body.Find("ruleIds")?.Texts() : null;
        context.Bucket.Change(settings =>
        {
            List<NotificationRule> removed = settings.Notifications.Where(rule => rule.QueueId == queue && ids?.Contains(rule.Id) != false).ToList();
            return removed.Count == 0 || removed.Count < ids?.Distinct().Count()
                ? throw ApiErrors.NoNotifications()
                : settings with { Notifications = [.. settings.Notifications.Except(removed)] };
        });
        return ApiResult.Empty();
    }

    private static List<NotificationRule> Join(IReadOnlyList<NotificationRule> known, List<NotificationRule> added)
    {
        List<NotificationRule> all = [.. known];
        foreach (NotificationRule rule in added)
        {
            if (all.Exists(rule.Overlaps))
            {
                throw ApiErrors.OverlappingRules();
            }

            all.Add(rule);
        }

        return all.Count > MostRules ? throw ApiErrors.TooManyRules() : all;
    }

    private static NotificationRule Read(ApiContext context, string queue, ApiField rule)
    {
        ApiField actions = rule.Get("actions");
        List<string> names = [.. actions.Items().Select(action => action.TextOf(s_actions))];
        return names.Count == 0
            ? throw ApiErrors.Malformed(actions.Pointer)
            : new NotificationRule(
                Guid.NewGuid().ToString(), queue, context.Now, names, rule.Find("prefix")?.Text(), rule.Find("suffix")?.Text(), rule.Find("description")?.Text());
    }

    private static JsonObject Describe(ApiContext context, string queue, IEnumerable<NotificationRule> rules) => new()
    {
        ["queueId"] = queue,
        ["queueName"] = QueueOperations.NameOf(context.State.Options, queue),
        ["rules"] = JsonText.Array(rules, rule => new JsonObject
        {
            ["ruleId"] = rule.Id,
            ["createdAt"] = JsonText.Time(rule.Created),
            ["actions"] = JsonText.Array(rule.Actions),
        }.With("prefix", rule.Prefix).With("suffix", rule.Suffix).With("description", rule.Description)),
    };
}
