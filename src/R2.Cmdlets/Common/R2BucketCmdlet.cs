using System.Management.Automation;
using R2.Cmdlets.Completion;

namespace R2.Cmdlets.Common;

/// <summary>A cmdlet that works in one bucket: the one named, or the connection's own.</summary>
public abstract class R2BucketCmdlet : R2Cmdlet
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public virtual string? BucketName { get; set; }

    /// <exception cref="R2Exception">Neither this command nor the connection names a bucket.</exception>
    protected string RequireBucket() => BucketName ?? Session.BucketName
        ?? throw new R2Exception("BucketRequired", "No bucket is named, and the connection has none of its own.");
}
