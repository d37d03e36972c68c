using R2.Models;

namespace R2.Rules;

/// <summary>R2's rules of notifications, checked before a request is made. https://developers.cloudflare.com/r2/buckets/event-notifications/</summary>
internal static class NotificationRules
{
    private static readonly string[] s_actions = ["PutObject", "CopyObject", "CompleteMultipartUpload", "DeleteObject", "LifecycleDeletion"];

    /// <exception cref="R2Exception">It has no action, or one that there is not.</exception>
    public static void Check(R2BucketNotification rule)
    {
        if (rule.Actions.Count == 0)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidRule, "The notification has no action; it must have one or more.");
        }

        if (rule.Actions.FirstOrDefault(static action => !s_actions.Contains(action)) is { } other)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidRule, $"The notification has the action '{other}'; it must be one of {string.Join(", ", s_actions)}.");
        }
    }

    /// <summary>Whether one event could set off both: Cloudflare refuses that.</summary>
    public static bool Overlap(R2BucketNotification one, R2BucketNotification other) =>
        one.Actions.Intersect(other.Actions).Any()
        && (one.Prefix.StartsWith(other.Prefix, StringComparison.Ordinal) || other.Prefix.StartsWith(one.Prefix, StringComparison.Ordinal))
        && (one.Suffix.EndsWith(other.Suffix, StringComparison.Ordinal) || other.Suffix.EndsWith(one.Suffix, StringComparison.Ordinal));
}
