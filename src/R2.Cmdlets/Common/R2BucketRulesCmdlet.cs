using System.Management.Automation;
using R2.Cmdlets.Completion;

namespace R2.Cmdlets.Common;

/// <summary>A cmdlet that reads or removes all rules of buckets, which come by position or down the pipeline.</summary>
public abstract class R2BucketRulesCmdlet : R2BucketCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public override string? BucketName { get; set; }
}
