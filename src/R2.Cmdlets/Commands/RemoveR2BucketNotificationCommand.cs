using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Models;

namespace R2.Cmdlets.Commands;

/// <summary>The API removes every rule of a queue where no ids are named: this command names them, unless -All is given.</summary>
[Cmdlet(VerbsCommon.Remove, "R2BucketNotification", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByRule)]
[OutputType(typeof(void))]
public sealed class RemoveR2BucketNotificationCommand : R2Cmdlet, IBucketCmdlet
{
    private const string ByRule = "Rule";
    private const string Whole = "All";

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRule)]
    [Parameter(ParameterSetName = Whole)]
    [ValidateNotNullOrEmpty]
    public string? QueueId { get; set; }

    /// <summary>Ids of the rules.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRule)]
    [ValidateNotNullOrEmpty]
    public string[] RuleId { get; set; } = [];

    /// <summary>Removes every rule of the bucket, or of its queue where one is named.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Whole)]
    public SwitchParameter All { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        (string bucket, string? queue, string[] rules, bool all) = (RequireBucket(), QueueId, RuleId, ParameterSetName == Whole);
        string what = all ? $"Remove all notification rules{(queue is null ? "" : $" of the queue {queue}")}" : $"Remove the notification rules {string.Join(", ", rules)} of the queue {queue}";
        if (!ShouldProcess(bucket, what))
        {
            return;
        }

        Start(bucket, async cancellation =>
        {
            if (!all)
            {
                await Api.RemoveNotificationsAsync(bucket, queue!, rules, cancellation).ConfigureAwait(false);
                return;
            }

            IReadOnlyList<R2BucketNotification> known = await Api.ListNotificationsAsync(bucket, cancellation).ConfigureAwait(false);
            foreach (string one in known.Select(static rule => rule.QueueId).Where(one => queue is null || one == queue).Distinct())
            {
                await Api.RemoveAllNotificationsAsync(bucket, one, cancellation).ConfigureAwait(false);
            }
        });
    }
}
