using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>Ranges of the options that govern repeats.</summary>
public sealed class ResilienceOptionsTests : ResilienceTest
{
    [Theory]
    [InlineData(nameof(R2ClientOptions.MaxAttempts), "0", "1 to 100 attempts")]
    [InlineData(nameof(R2ClientOptions.BreakerFailureThreshold), "1", "2 to 1,000 failures, or 0 for no circuit breaker")]
    [InlineData(nameof(R2ClientOptions.BreakerResetTimeout), "0 s", "1 second to 1 day")]
    [InlineData(nameof(R2ClientOptions.TotalTimeout), "0 s", "1 second to 1 day")]
    [InlineData(nameof(R2ClientOptions.MaxDelay), "0 ms", "1 to 3,600,000 milliseconds")]
    [InlineData(nameof(R2ClientOptions.BaseDelay), "0 ms", "1 to 30000 milliseconds, which is MaxDelay")]
    public void Options_OutsideTheirRange_AreRefusedAtOnce(string name, string value, string range)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => Client(options => name switch
        {
            nameof(R2ClientOptions.MaxAttempts) => options with { MaxAttempts = 0 },
            nameof(R2ClientOptions.BreakerFailureThreshold) => options with { BreakerFailureThreshold = 1 },
            nameof(R2ClientOptions.BreakerResetTimeout) => options with { BreakerResetTimeout = TimeSpan.Zero },
            nameof(R2ClientOptions.TotalTimeout) => options with { TotalTimeout = TimeSpan.Zero },
            nameof(R2ClientOptions.MaxDelay) => options with { MaxDelay = TimeSpan.Zero },
            _ => options with { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.FromSeconds(30) },
        }));

        Assert.Equal(($"{name} is '{value}'; it must be {range}.", R2ErrorCodes.InvalidSetting), (e.Message, e.Code));
    }
}
