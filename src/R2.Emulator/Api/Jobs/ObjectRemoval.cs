using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Api.Jobs;

/// <summary>Removes objects: a list of keys at once; all below a prefix, or the whole bucket, as a job.</summary>
internal static class ObjectRemoval
{
    private const int MostKeys = 1000;

    public static ApiResult Delete(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        return context.Query["prefix"] is { } prefix ? Begin(context, bucket, prefix) : DeleteKeys(context, bucket);
    }

    private static ApiResult DeleteKeys(ApiContext context, Bucket bucket)
    {
        ApiField body = context.Body;
        IReadOnlyList<string> keys = body.Texts();
        if (keys.Count is 0 or > MostKeys)
        {
            throw ApiErrors.Malformed(body.Pointer);
        }

        if (keys.Any(key => bucket.Find(key) is { } stored && bucket.IsLocked(stored, context.Now)))
        {
            throw ApiErrors.ObjectLocked();
        }

        return new ApiResult(JsonText.Array(keys.Where(key => bucket.Remove(key, context.Now)), key => new JsonObject { ["key"] = key }));
    }

    private static ApiResult Begin(ApiContext context, Bucket bucket, string prefix)
    {
        if (prefix.Length > 0 && !prefix.EndsWith('/'))
        {
            throw ApiErrors.InvalidArgument("The prefix must end in a slash.");
        }

        if (bucket.Settings.Notifications.Count > 0)
        {
            throw ApiErrors.NotificationsBlock();
        }

        if (context.State.Jobs.Of(bucket.Name).Any(job => job.IsActive))
        {
            throw ApiErrors.JobsRunning();
        }

        List<StoredObject> objects = bucket.Walk(index => index
            .From(key => KeyOrder.Compare(key, prefix) < 0)
            .TakeWhile(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => entry.Value)
            .ToList());
        if (objects.Exists(stored => bucket.IsLocked(stored, context.Now)))
        {
            throw ApiErrors.ObjectLocked();
        }

        RemovalJob job = new RemovalJob(bucket, prefix, [.. objects.Select(stored => stored.Key)], context.State.Options.ReadsUntilDone, context.Now);
        context.State.Jobs.Add(bucket.Name, job);
        return new ApiResult(job.Describe());
    }
}
