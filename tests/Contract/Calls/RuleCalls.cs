namespace R2.Contract.Calls;

/// <summary>Calls about the rules of a bucket.</summary>
internal static class RuleCalls
{
    private const string Queue = "aabbccddeeff00112233445566778899";

    public static IEnumerable<ApiCall> All(CallContext at)
    {
        R2ApiClient api = at.Client;
        DateTimeOffset date = DateTimeOffset.UtcNow.Date.AddYears(1);
        yield return new("GetLock", "none", () => api.GetLockAsync(CallContext.Bucket));
        yield return new("SetLock", "of every kind", () => api.SetLockAsync(CallContext.Bucket,
        [
            new() { Id = "age", Prefix = "age/", MaxAgeSeconds = 3600 },
            new() { Id = "date", Prefix = "date/", Date = date, Enabled = false },
            new() { Id = "ever", Prefix = "ever/", Indefinite = true },
        ]));
        yield return new("GetLock", "", () => api.GetLockAsync(CallContext.Bucket));
        yield return new("SetLock", "none", () => api.SetLockAsync(CallContext.Bucket, []));
        yield return new("SetCors", "", () => api.SetCorsAsync(CallContext.Bucket,
        [
            new() { Id = "all", AllowedOrigins = ["*"], AllowedMethods = ["GET", "PUT", "POST", "DELETE", "HEAD"], AllowedHeaders = ["x-a"], ExposeHeaders = ["ETag"], MaxAgeSeconds = 60 },
            new() { AllowedOrigins = ["https://a.test"], AllowedMethods = ["GET"] },
        ]));
        yield return new("GetCors", "", () => api.GetCorsAsync(CallContext.Bucket));
        yield return new("RemoveCors", "", () => api.RemoveCorsAsync(CallContext.Bucket));
        yield return new("SetLifecycle", "", () => api.SetLifecycleAsync(CallContext.Bucket,
        [
            new() { Id = "days", Prefix = "logs/", ExpirationDays = 30, TransitionDays = 7, AbortMultipartDays = 1 },
            new() { Id = "dates", Enabled = false, ExpirationDate = date },
            new() { Id = "class", TransitionDate = date },
        ]));
        yield return new("GetLifecycle", "", () => api.GetLifecycleAsync(CallContext.Bucket));

        yield return new("ListNotifications", "none", () => api.ListNotificationsAsync(CallContext.Bucket));
        yield return new("EnumerateQueues", "", () => CallContext.ReadAsync(api.EnumerateQueuesAsync()));
        yield return new("AddNotification", "of every kind", () => api.AddNotificationAsync(new()
        {
            BucketName = CallContext.Bucket,
            QueueId = Queue,
            Actions = ["PutObject", "CopyObject", "DeleteObject", "CompleteMultipartUpload", "LifecycleDeletion"],
            Prefix = "img/",
            Suffix = ".png",
            Description = "pictures",
        }));
        yield return new("AddNotification", "with nothing but an action", () => api.AddNotificationAsync(new() { BucketName = CallContext.Other, QueueId = Queue, Actions = ["PutObject"] }));
        yield return new("ListNotifications", "", async () => at.RuleId = (await api.ListNotificationsAsync(CallContext.Bucket))[0].RuleId!);
        yield return new("RemoveNotifications", "", () => api.RemoveNotificationsAsync(CallContext.Bucket, Queue, [at.RuleId]));
        yield return new("RemoveAllNotifications", "", () => api.RemoveAllNotificationsAsync(CallContext.Other, Queue));
    }
}
