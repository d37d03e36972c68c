using R2.Retry;

namespace R2.Unit.Core.Retry;

public class FailureTests
{
    [Theory]
    [InlineData(false, 1, 1, false)]
    [InlineData(false, 2, 3, true)]
    [InlineData(false, 3, 3, false)]
    [InlineData(true, 1, 1, false)]
    [InlineData(true, 1, 2, true)]
    [InlineData(true, 1, 5, true)]
    [InlineData(true, 2, 5, false)]
    public void Allows_WhatIsRepeatedOnce_IsSentTwiceAtMost(bool isOnce, int attempts, int maxAttempts, bool expected) =>
        Assert.Equal(expected, new Failure { IsTransient = true, IsOnce = isOnce }.Allows(attempts, maxAttempts));
}
