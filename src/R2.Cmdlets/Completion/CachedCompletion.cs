namespace R2.Cmdlets.Completion;

/// <summary>The result of a query of completion, which may still be running. It never fails: an error is an empty result.</summary>
internal sealed class CachedCompletion
{
    private readonly TimeProvider _time;
    private long _expires = long.MaxValue;

    public CachedCompletion(Func<CancellationToken, Task<IReadOnlyList<CompletionItem>>> fetch, TimeProvider time)
    {
        _time = time;
        Items = Task.Run(() => RunAsync(fetch));
    }

    public Task<IReadOnlyList<CompletionItem>> Items { get; }

    public bool IsExpired => _time.GetUtcNow().UtcTicks >= Interlocked.Read(ref _expires);

    private async Task<IReadOnlyList<CompletionItem>> RunAsync(Func<CancellationToken, Task<IReadOnlyList<CompletionItem>>> fetch)
    {
        using CancellationTokenSource patience = new(CompletionDefaults.Patience, _time);
        try
        {
            return await fetch(patience.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Offline, refused, too slow: Tab has nowhere to say so, and the command itself will.
            return [];
        }
        finally
        {
            Interlocked.Exchange(ref _expires, (_time.GetUtcNow() + CompletionDefaults.Lifetime).UtcTicks);
        }
    }
}
