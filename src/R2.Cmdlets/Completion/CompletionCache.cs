namespace R2.Cmdlets.Completion;

/// <summary>
/// The recent queries of a session's completion. The pipeline thread asks and waits, since the engine wants the values at once, but never longer
/// than <see cref="CompletionDefaults.Budget"/>.
/// </summary>
internal sealed class CompletionCache(TimeProvider time)
{
    private readonly Dictionary<(object? Source, string Question), CachedCompletion> _cached = [];

    /// <param name="source">What is asked, such as a connection; results of different sources are kept apart.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="fetch">Finds the values, on the thread pool.</param>
    public IReadOnlyList<CompletionItem> Ask(object? source, string question, Func<CancellationToken, Task<IReadOnlyList<CompletionItem>>> fetch)
    {
        if (!_cached.TryGetValue((source, question), out CachedCompletion? cached) || cached.IsExpired)
        {
            MakeRoom();
            _cached[(source, question)] = cached = new CachedCompletion(fetch, time);
        }

        try
        {
            return cached.Items.WaitAsync(CompletionDefaults.Budget, time).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    private void MakeRoom()
    {
        foreach ((object?, string) old in _cached.Where(static pair => pair.Value.IsExpired).Select(static pair => pair.Key).ToArray())
        {
            _cached.Remove(old);
        }

        if (_cached.Count >= CompletionDefaults.MostCached)
        {
            _cached.Clear();
        }
    }
}
