using System.Management.Automation;
using R2.Models;

namespace R2.Cmdlets.Common;

/// <summary>A cmdlet that sends requests about single objects, several at once.</summary>
public abstract class R2ObjectCmdlet : R2BucketCmdlet
{
    private const int DefaultThrottleLimit = 8;

    /// <summary>How many inputs are worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = DefaultThrottleLimit;

    protected override int MaxConcurrency => ThrottleLimit;

    protected static SseCustomerKey? ToCustomerKey(byte[]? bytes) => bytes is null ? null : new SseCustomerKey(bytes);
}
