using System.Management.Automation;
using R2.Models;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet whose requests may depend on the state of the object.</summary>
public abstract class R2ConditionalCmdlet : R2ObjectCmdlet
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfNoneMatch { get; set; }

    [Parameter]
    public DateTimeOffset? IfModifiedSince { get; set; }

    [Parameter]
    public DateTimeOffset? IfUnmodifiedSince { get; set; }

    /// <summary>Key of server-side encryption with a customer's key: 32 bytes.</summary>
    [Parameter]
    [ValidateNotNull]
    public byte[]? SseCustomerKey { get; set; }

    /// <summary>Null if no condition is given: a conditional request is retried less freely.</summary>
    protected R2Conditions? Conditions => IfMatch is null && IfNoneMatch is null && IfModifiedSince is null && IfUnmodifiedSince is null
        ? null
        : new R2Conditions { IfMatch = IfMatch, IfNoneMatch = IfNoneMatch, IfModifiedSince = IfModifiedSince, IfUnmodifiedSince = IfUnmodifiedSince };
}
