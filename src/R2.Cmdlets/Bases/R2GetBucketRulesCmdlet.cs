using System.Management.Automation;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that reads the rules of buckets.</summary>
public abstract class R2GetBucketRulesCmdlet : R2BucketRulesCmdlet
{
    /// <summary>Writes the JSON that Cloudflare documents.</summary>
    [Parameter]
    public SwitchParameter AsJson { get; set; }

    /// <param name="kind">What the rules are called in messages.</param>
    /// <param name="none">Code of the server's error where a bucket has none.</param>
    /// <param name="get">Asks for the rules of a bucket.</param>
    /// <param name="toJson">Makes the JSON of them.</param>
    private protected void StartGet<T>(string kind, string none, Func<string, CancellationToken, Task<IReadOnlyList<T>>> get, Func<IReadOnlyList<T>, string> toJson)
        where T : notnull => ForBucket(bucket =>
    {
        bool json = AsJson;
        Start(bucket, async cancellation =>
        {
            try
            {
                IReadOnlyList<T> rules = await get(bucket, cancellation).ConfigureAwait(false);
                await (json ? WriteObjectAsync(toJson(rules)) : WriteObjectAsync(rules, enumerate: true)).ConfigureAwait(false);
            }
            catch (R2Exception e) when (e.Code == none)
            {
                // A bucket without rules is not an error: a list of buckets may be piped here.
                await WriteVerboseAsync($"{bucket} has no {kind} rules.").ConfigureAwait(false);
            }
        });
    });
}
