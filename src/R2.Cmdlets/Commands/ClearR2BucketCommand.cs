using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

/// <summary>Has Cloudflare delete all objects, in one request whatever their number.</summary>
[Cmdlet(VerbsCommon.Clear, "R2Bucket", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(R2Job))]
public sealed class ClearR2BucketCommand : R2JobCmdlet
{
    /// <summary>Cloudflare's number of the refusal that this command finds out before it asks.</summary>
    private const int NotificationsBlock = 10034;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [AllowNull]
    [AllowEmptyString]
    [BucketText]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string[]? BucketName { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Deletes only keys that begin so.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string? Prefix { get; set; }

    /// <summary>Waits until the job has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        // A variable that is not set must not empty the bucket.
        if (Piped.IsGiven(nameof(Prefix)) && string.IsNullOrEmpty(Prefix))
        {
            throw PipedInput.Empty(nameof(Prefix));
        }

        (string? prefix, bool wait, TimeSpan? timeout) = (Prefix, Wait, Timeout);
        ForEachBucket(InputObject, BucketName, name =>
        {
            if (ShouldProcess(name, prefix is null ? "Delete all objects" : $"Delete all objects whose keys begin with '{prefix}'"))
            {
                Start(name, async cancellation =>
                {
                    if (await Api.ListNotificationsAsync(name, cancellation).ConfigureAwait(false) is { Count: > 0 and var rules })
                    {
                        throw new R2Exception(R2ErrorCodes.OfApi(NotificationsBlock), $"The bucket '{name}' has {rules} notification rule{(rules == 1 ? "" : "s")}; Cloudflare empties no bucket that has any. Nothing was deleted.") { BucketName = name };
                    }

                    R2Job job = await Api.ClearBucketAsync(name, prefix, cancellation).ConfigureAwait(false);
                    await WriteObjectAsync(wait && !job.HasEnded ? await WaitAsync(job, timeout, cancellation).ConfigureAwait(false) : Checked(job)).ConfigureAwait(false);
                });
            }
        });
    }
}
