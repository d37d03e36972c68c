using R2.Api;
using R2.Models;
using R2.Rules;

namespace R2;

public sealed partial class R2ApiClient
{
    private const int QueuesPerPage = 100;

    /// <summary>Lists the rules by which what happens in a bucket is told to queues.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The rules; none where the bucket has none.</returns>
    public async Task<IReadOnlyList<R2BucketNotification>> ListNotificationsAsync(string bucketName, CancellationToken cancellationToken = default)
    {
        try
        {
            return await AskAsync<IReadOnlyList<R2BucketNotification>>(
                OfNotifications(ApiRequest.Get("ListNotifications", bucketName))
                    .ReadBy(envelope => (IReadOnlyList<R2BucketNotification>)[.. envelope.Result.Items("queues").SelectMany(queue => ReadQueue(queue, bucketName))]),
                cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Kind == R2ErrorKind.NotFound && e.Code != R2ErrorCodes.OfApi(NoSuchBucket))
        {
            // That is how the API says that there are none.
            return [];
        }
    }

    /// <summary>Adds a rule; those that are there stay.</summary>
    /// <param name="rule">The rule, with bucket and queue.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">It has no action, or one that there is not (<see cref="R2ErrorCodes.InvalidRule"/>), or the API refuses it, for example where it overlaps with another.</exception>
    public Task AddNotificationAsync(R2BucketNotification rule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        NotificationRules.Check(rule);
        return DoAsync(
            OfNotifications(ApiRequest.Put("PutNotification", rule.BucketName, idempotent: false), "queues", rule.QueueId)
                .WithBody(ApiJson.Body(json => json.Objects("rules", [rule], static (writer, one) => writer
                    .Texts("actions", one.Actions)
                    .Text("prefix", one.Prefix.Length == 0 ? null : one.Prefix)
                    .Text("suffix", one.Suffix.Length == 0 ? null : one.Suffix)
                    .Text("description", one.Description)))),
            cancellationToken);
    }

    /// <summary>Removes rules of a queue.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="queueId">Id of the queue.</param>
    /// <param name="ruleIds">Ids of the rules, 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task RemoveNotificationsAsync(string bucketName, string queueId, IReadOnlyList<string> ruleIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ruleIds);
        // Without ids the API removes every rule of the queue.
        ArgumentOutOfRangeException.ThrowIfZero(ruleIds.Count);
        return DoAsync(OfNotifications(ApiRequest.Delete("DeleteNotification", bucketName), "queues", queueId).WithBody(ApiJson.Body(json => json.Texts("ruleIds", ruleIds))), cancellationToken);
    }

    /// <summary>Removes every rule of a bucket that goes to a queue.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="queueId">Id of the queue.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task RemoveAllNotificationsAsync(string bucketName, string queueId, CancellationToken cancellationToken = default) =>
        DoAsync(OfNotifications(ApiRequest.Delete("DeleteNotifications", bucketName), "queues", queueId), cancellationToken);

    /// <summary>Lists the account's queues, page by page as they are asked for. It needs the permission group 'Queues Read'.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public IAsyncEnumerable<R2QueueInfo> EnumerateQueuesAsync(CancellationToken cancellationToken = default) => ByOffsetAsync(
        QueuesPerPage,
        (offset, cancellation) => AskAsync<IReadOnlyList<R2QueueInfo>>(
            OfAccount(ApiRequest.Get("ListQueues").OfGroup("Queues Read"), "queues").Query("per_page", QueuesPerPage).Query("page", (offset / QueuesPerPage) + 1)
                .ReadBy(static envelope => (IReadOnlyList<R2QueueInfo>)[.. envelope.Result.Items().Select(static queue => new R2QueueInfo { QueueId = queue.Text("queue_id"), QueueName = queue.Text("queue_name") })]),
            cancellation),
        cancellationToken);

    private ApiRequest OfNotifications(ApiRequest request, params string[] segments) =>
        InJurisdiction(OfAccount(request, ["event_notifications", "r2", request.Descriptor.Bucket!, "configuration", .. segments]));

    private static IEnumerable<R2BucketNotification> ReadQueue(ApiValue queue, string bucketName) => queue.Items("rules").Select(rule => new R2BucketNotification
    {
        BucketName = bucketName,
        QueueId = queue.Text("queueId"),
        QueueName = queue.TextOrNull("queueName"),
        RuleId = rule.TextOrNull("ruleId"),
        Actions = rule.Texts("actions"),
        Prefix = rule.TextOrNull("prefix") ?? "",
        Suffix = rule.TextOrNull("suffix") ?? "",
        Description = rule.TextOrNull("description"),
        Created = rule.MomentOrNull("createdAt"),
    });
}
