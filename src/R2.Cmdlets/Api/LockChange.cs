using R2.Models;

namespace R2.Cmdlets.Api;

/// <summary>
/// Changes some of a bucket's lock rules. The API replaces them all and has no conditions: they are read, changed and written, and read again, so that nobody's change at the same time is
/// lost unsaid.
/// </summary>
internal static class LockChange
{
    /// <param name="api">Client.</param>
    /// <param name="bucket">Bucket.</param>
    /// <param name="change">Makes the rules that are to be there of those that are.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The rules that are there then.</returns>
    public static async Task<IReadOnlyList<R2BucketLockRule>> RunAsync(
        R2ApiClient api, string bucket, Func<IReadOnlyList<R2BucketLockRule>, IReadOnlyList<R2BucketLockRule>> change, CancellationToken cancellation)
    {
        IReadOnlyList<R2BucketLockRule> before = await api.GetLockAsync(bucket, cancellation).ConfigureAwait(false);
        IReadOnlyList<R2BucketLockRule> wanted = change(before);
        if (before.SequenceEqual(wanted))
        {
            return before;
        }

        await api.SetLockAsync(bucket, wanted, cancellation).ConfigureAwait(false);
        IReadOnlyList<R2BucketLockRule> after = await api.GetLockAsync(bucket, cancellation).ConfigureAwait(false);
        return Ids(after).SetEquals(Ids(wanted))
            ? after
            : throw new R2Exception(
                "LockRulesChanged", $"The lock rules of the bucket '{bucket}' were changed by somebody else at the same time: it has now {Names(after)}, and should have {Names(wanted)}.")
            {
                BucketName = bucket,
            };
    }

    private static HashSet<string?> Ids(IEnumerable<R2BucketLockRule> rules) => [.. rules.Select(static rule => rule.Id)];

    private static string Names(IReadOnlyList<R2BucketLockRule> rules) => rules.Count == 0 ? "none" : string.Join(", ", rules.Select(static rule => $"'{rule.Id}'"));
}
