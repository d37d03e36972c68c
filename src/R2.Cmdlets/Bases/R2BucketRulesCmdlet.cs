using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that reads or removes all rules of buckets, which come by position or down the pipeline.</summary>
public abstract class R2BucketRulesCmdlet : R2Cmdlet, IBucketCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [BucketText]
    [AllowNull]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Does a step for the bucket that an input names, or for the connection's own.</summary>
    private protected void ForBucket(Action<string> step) => WriteErrorOnFailure(InputObject, () =>
    {
        Piped.RefuseNull(InputObject);
        ForEachBucket(InputObject, InputObject is null && !Piped.IsGiven(nameof(BucketName)) ? [RequireBucket()] : BucketName is null ? null : [BucketName], step);
    });

    /// <summary>Writes the rules of buckets.</summary>
    /// <param name="kind">What the rules are called in messages.</param>
    /// <param name="asJson">Whether to write the JSON that Cloudflare documents.</param>
    /// <param name="none">Code of the server's error where a bucket has none.</param>
    /// <param name="get">Asks for the rules of a bucket.</param>
    /// <param name="toJson">Makes the JSON of them.</param>
    private protected void StartGet<T>(string kind, bool asJson, string none, Func<string, CancellationToken, Task<IReadOnlyList<T>>> get, Func<IReadOnlyList<T>, string> toJson)
        where T : notnull => ForBucket(bucket => Start(bucket, async cancellation =>
    {
        try
        {
            IReadOnlyList<T> rules = await get(bucket, cancellation).ConfigureAwait(false);
            await (asJson ? WriteObjectAsync(toJson(rules)) : WriteObjectAsync(rules, enumerate: true)).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code == none)
        {
            // A bucket without rules is not an error: a list of buckets may be piped here.
            await WriteVerboseAsync($"{bucket} has no {kind} rules.").ConfigureAwait(false);
        }
    }));
}
