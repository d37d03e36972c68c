namespace R2.Cmdlets.Api;

/// <summary>Asks again and again until something is so: soon at first, then at longer intervals, since the API takes 1,200 requests in five minutes.</summary>
internal static class Waiting
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    /// <param name="ask">Asks.</param>
    /// <param name="isDone">Whether it is so.</param>
    /// <param name="seen">Told of each answer.</param>
    /// <param name="timeout">How long to wait at most; null for ever.</param>
    /// <param name="late">Makes the error where that is over.</param>
    /// <param name="isReplay">Whether a recording answers: then there is nothing to wait for.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The last answer.</returns>
    public static async Task<T> UntilAsync<T>(
        Func<Task<T>> ask, Func<T, bool> isDone, Func<T, Task> seen, TimeSpan? timeout, Func<T, R2Exception> late, bool isReplay, CancellationToken cancellation)
    {
        long started = TimeProvider.System.GetTimestamp();
        for (TimeSpan wait = s_first; ; wait = wait * 1.5 < s_longest ? wait * 1.5 : s_longest)
        {
            T answer = await ask().ConfigureAwait(false);
            await seen(answer).ConfigureAwait(false);
            if (isDone(answer))
            {
                return answer;
            }

            if (isReplay)
            {
                continue;
            }

            if (timeout is { } most && TimeProvider.System.GetElapsedTime(started) + wait > most)
            {
                throw late(answer);
            }

            await Task.Delay(wait, cancellation).ConfigureAwait(false);
        }
    }
}
