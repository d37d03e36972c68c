using R2.Cmdlets.Completion;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Completion;

public sealed class CompletionCacheTests
{
    private static readonly IReadOnlyList<CompletionItem> s_items = [new("a", "tip")];

    private readonly CompletionTime _time = new();
    private readonly CompletionCache _cache;
    private int _asked;

    public CompletionCacheTests() => _cache = new CompletionCache(_time);

    [Fact]
    public void Ask_AnswerInTime_IsKeptForAFewSeconds()
    {
        Assert.Equal(s_items, Ask("q"));
        Assert.Equal(s_items, Ask("q"));
        Assert.Equal(1, _asked);

        _time.Now += CompletionDefaults.Lifetime;

        Assert.Equal(s_items, Ask("q"));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public void Ask_OtherSourceOrQuestion_IsAskedAnew()
    {
        object other = new();
        Ask("q");
        Ask("r");
        _cache.Ask(other, "q", Fetch);

        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task Ask_TooSlow_IsNothing_AndTheAnswerIsThereForTheNextTab()
    {
        TaskCompletionSource<IReadOnlyList<CompletionItem>> late = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<IReadOnlyList<CompletionItem>> fetched = late.Task;
        _time.BudgetIsOver = true;

        Assert.Empty(_cache.Ask(null, "q", _ => fetched));

        _time.BudgetIsOver = false;
        late.SetResult(s_items);
        await fetched;
        Assert.Equal(s_items, Ask("q"));
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task Ask_NeverAnswered_IsCancelledWhenPatienceEnds()
    {
        TaskCompletionSource<CancellationToken> began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _time.BudgetIsOver = true;

        Assert.Empty(_cache.Ask(null, "q", async token =>
        {
            token.Register(cancelled.SetResult);
            began.SetResult(token);
            await Task.Delay(Timeout.Infinite, token);
            return s_items;
        }));
        await began.Task;
        _time.EndPatience();

        await cancelled.Task;
    }

    [Fact]
    public void Ask_Fails_IsNothing_AndIsNotAskedAgainAtOnce()
    {
        Assert.Empty(_cache.Ask(null, "q", _ => throw new InvalidOperationException("offline")));

        Assert.Empty(Ask("q"));
        Assert.Equal(0, _asked);
    }

    [Fact]
    public void Ask_ManyQuestions_KeepsAFew()
    {
        for (int i = 0; i <= CompletionDefaults.MostCached; i++)
        {
            Ask($"q{i}");
        }

        int before = _asked;
        Ask("q0");

        Assert.Equal(before + 1, _asked);
    }

    private IReadOnlyList<CompletionItem> Ask(string question) => _cache.Ask(null, question, Fetch);

    private Task<IReadOnlyList<CompletionItem>> Fetch(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(s_items);
    }
}
