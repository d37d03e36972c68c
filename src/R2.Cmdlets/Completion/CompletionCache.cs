namespace R2.Cmdlets.Completion;

/// <summary>
/// What a session's completion has asked lately. The pipeline thread asks and waits, since the engine wants the values at once, but never longer
/// than <see cref="CompletionDefaults.Budget"/>.
/// </summary>
internal sealed class CompletionCache(TimeProvider time)
{
    private readonly Dictionary<(object? Source, string Question), CompletionAnswer> _answers = [];

    /// <param name="source">Whom is asked, a connection for one; answers of different sources are kept apart.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="fetch">Finds the answer, on the thread pool.</param>
    public IReadOnlyList<CompletionItem> Ask(object? source, string question, Func<CancellationToken, Task<IReadOnlyList<CompletionItem>>> fetch)
    {
        if (!_answers.TryGetValue((source, question), out CompletionAnswer? answer) || answer.IsExpired)
        {
            MakeRoom();
            _answers[(source, question)] = answer = new CompletionAnswer(fetch, time);
        }

        try
        {
            return answer.Items.WaitAsync(CompletionDefaults.Budget, time).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    private void MakeRoom()
    {
        foreach ((object?, string) old in _answers.Where(static pair => pair.Value.IsExpired).Select(static pair => pair.Key).ToArray())
        {
            _answers.Remove(old);
        }

        if (_answers.Count >= CompletionDefaults.MostAnswers)
        {
            _answers.Clear();
        }
    }
}
