using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that works in one bucket: the one named, or the connection's own.</summary>
public abstract class R2BucketCmdlet : R2Cmdlet
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public virtual string? BucketName { get; set; }

    /// <summary>Does a step for each key that an input names; an input that names none is one error about it, and the pipeline goes on.</summary>
    /// <param name="input">What is piped in, or null.</param>
    /// <param name="key">What PowerShell made of -Key.</param>
    /// <param name="step">What to do; what it refuses is an error about the input.</param>
    /// <param name="allowUploads">Whether an unfinished upload's key will do.</param>
    private protected void ForEachKey(PSObject? input, string[]? key, Action<string> step, bool allowUploads = false) => WriteErrorOnFailure(input, () =>
    {
        foreach (string one in Piped.Keys(input, key, allowUploads))
        {
            WriteErrorOnFailure(input, () => step(one));
        }
    });

    /// <exception cref="R2Exception">Neither this command nor the connection names a bucket.</exception>
    protected string RequireBucket() => BucketName ?? Session.BucketName
        ?? throw new R2Exception("BucketRequired", "No bucket is named, and the connection has no default bucket.");
}
