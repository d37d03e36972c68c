namespace R2.Unit.Support;

/// <summary>
/// Counts how many requests of a kind are under way at once: holds the first of them until as many have come as are expected, and for a moment longer, in which one too many would come.
/// </summary>
internal sealed class AtOnceTransport(int expected, Func<HttpRequestMessage, bool> counts) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private readonly TaskCompletionSource _assembled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private int _most;

    public int Most => Volatile.Read(ref _most);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!counts(request))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        int now = Interlocked.Increment(ref _underWay);
        InterlockedMax(now);
        if (now >= expected)
        {
            _assembled.TrySetResult();
        }

        try
        {
            // Too few never assemble: then the test says so, in place of waiting for ever.
            await Task.WhenAny(_assembled.Task, Task.Delay(TimeSpan.FromSeconds(20), cancellationToken));
            _assembled.TrySetResult();
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private void InterlockedMax(int value)
    {
        for (int seen = _most; value > seen; seen = _most)
        {
            Interlocked.CompareExchange(ref _most, value, seen);
        }
    }
}
