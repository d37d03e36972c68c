using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>Ranges of the options that govern repeats.</summary>
public sealed class ResilienceOptionsTests : ResilienceTest
{
    [Theory]
    [InlineData(nameof(R2RetryOptions.MaxAttempts), "0", "1 to 100 attempts")]
    [InlineData(nameof(R2ClientOptions.BreakerFailureThreshold), "1", "2 to 1,000 failures, or 0 for no circuit breaker")]
    [InlineData(nameof(R2ClientOptions.BreakerResetTimeout), "0 s", "1 second to 1 day")]
    [InlineData(nameof(R2RetryOptions.TotalTimeout), "0 s", "1 second to 1 day")]
    [InlineData(nameof(R2RetryOptions.MaxDelay), "0 ms", "1 to 3,600,000 milliseconds")]
    [InlineData(nameof(R2RetryOptions.BaseDelay), "0 ms", "1 to 30000 milliseconds, which is MaxDelay")]
    public void Options_OutsideTheirRange_AreRefusedAtOnce(string name, string value, string range)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => Client(options => name switch
        {
            nameof(R2RetryOptions.MaxAttempts) => options with { Retry = new() { MaxAttempts = 0 } },
            nameof(R2ClientOptions.BreakerFailureThreshold) => options with { BreakerFailureThreshold = 1 },
            nameof(R2ClientOptions.BreakerResetTimeout) => options with { BreakerResetTimeout = TimeSpan.Zero },
            nameof(R2RetryOptions.TotalTimeout) => options with { Retry = new() { TotalTimeout = TimeSpan.Zero } },
            nameof(R2RetryOptions.MaxDelay) => options with { Retry = new() { MaxDelay = TimeSpan.Zero } },
            _ => options with { Retry = new() { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.FromSeconds(30) } },
        }));

        Assert.Equal(($"{name} is '{value}'; it must be {range}.", R2ErrorCodes.InvalidSetting), (e.Message, e.Code));
    }
}
