using R2.Retry;

namespace R2.Unit.Core.Retry;

public class RetryBudgetTests
{
    [Fact]
    public void TryTake_WithoutSuccesses_EndsWithTheCapacity()
    {
        RetryBudget budget = new(3);

        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(_ => budget.TryTake()));
    }

    [Fact]
    public void Earn_TwoSuccesses_GiveOneBack()
    {
        RetryBudget budget = new(1);
        Assert.True(budget.TryTake());
        budget.Earn();
        Assert.False(budget.TryTake());
        budget.Earn();

        Assert.True(budget.TryTake());
    }

    [Fact]
    public void Earn_WhenFull_AddsNothing()
    {
        RetryBudget budget = new(1);
        for (int i = 0; i < 10; i++)
        {
            budget.Earn();
        }

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => budget.TryTake()));
        budget.Earn();
        Assert.False(budget.TryTake());
    }
}
