using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that reads or removes all rules of buckets, which come by position or down the pipeline.</summary>
public abstract class R2BucketRulesCmdlet : R2BucketCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [BucketText]
    [AllowNull]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public override string? BucketName { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Does a step for the bucket that an input names, or for the connection's own.</summary>
    private protected void ForBucket(Action<string> step) => WriteErrorOnFailure(InputObject, () =>
    {
        Piped.RefuseNull(InputObject);
        ForEachBucket(InputObject, InputObject is null && !Piped.IsGiven(nameof(BucketName)) ? [RequireBucket()] : BucketName is null ? null : [BucketName], step);
    });
}
