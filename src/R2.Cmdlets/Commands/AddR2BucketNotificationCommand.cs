using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Models;
using R2.Rules;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Add, "R2BucketNotification", SupportsShouldProcess = true, DefaultParameterSetName = ByName)]
[OutputType(typeof(R2BucketNotification))]
public sealed class AddR2BucketNotificationCommand : R2Cmdlet, IBucketCmdlet
{
    private const string ByName = "QueueName";
    private const string ById = "QueueId";

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    public string? QueueName { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    public string? QueueId { get; set; }

    /// <summary>What is told: object-create and object-delete stand for several.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Actions")]
    [ValidateSet("object-create", "object-delete", "PutObject", "CopyObject", "CompleteMultipartUpload", "DeleteObject", "LifecycleDeletion")]
    public string[] Action { get; set; } = [];

    /// <summary>Beginning of the keys.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string Prefix { get; set; } = "";

    /// <summary>End of the keys.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Suffix { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    private protected override string? ApiGroups => ApiGroup.WriteAndQueues;

    protected override void ProcessInput()
    {
        (string? id, string? name) = (ParameterSetName == ById ? QueueId : null, QueueName);
        R2BucketNotification rule = new()
        {
            BucketName = RequireBucket(),
            QueueId = id ?? "",
            Actions = [.. Action.SelectMany(Expand).Distinct()],
            Prefix = Prefix,
            Suffix = Suffix,
            Description = Description,
        };
        NotificationRules.Check(rule);
        if (ShouldProcess(rule.BucketName, $"Tell the queue {id ?? name} of {string.Join(", ", rule.Actions)}"))
        {
            Start(rule.BucketName, async cancellation => await AddAsync(rule with { QueueId = await Queues.IdOfAsync(Api, id, name, cancellation).ConfigureAwait(false) }, cancellation).ConfigureAwait(false));
        }
    }

    private async Task AddAsync(R2BucketNotification rule, CancellationToken cancellation)
    {
        IReadOnlyList<R2BucketNotification> before = await Api.ListNotificationsAsync(rule.BucketName, cancellation).ConfigureAwait(false);
        if (before.FirstOrDefault(other => NotificationRules.Overlap(rule, other)) is { } other)
        {
            throw new R2Exception(
                R2ErrorCodes.InvalidRule,
                $"The new rule overlaps with the rule {other.RuleId} of the queue {other.QueueName ?? other.QueueId}: both would be told of {string.Join(", ", rule.Actions.Intersect(other.Actions))} of keys that begin with "
                + $"'{(rule.Prefix.Length > other.Prefix.Length ? rule.Prefix : other.Prefix)}' and end with '{(rule.Suffix.Length > other.Suffix.Length ? rule.Suffix : other.Suffix)}'. Nothing was changed.")
            {
                BucketName = rule.BucketName,
            };
        }

        await Api.AddNotificationAsync(rule, cancellation).ConfigureAwait(false);
        IReadOnlyList<R2BucketNotification> after = await Api.ListNotificationsAsync(rule.BucketName, cancellation).ConfigureAwait(false);
        await WriteObjectAsync(after.FirstOrDefault(now => before.All(old => old.RuleId != now.RuleId) && now.QueueId == rule.QueueId) ?? rule).ConfigureAwait(false);
    }

    /// <summary>Wrangler's names for several actions.</summary>
    private static string[] Expand(string action) => action.ToLowerInvariant() switch
    {
        "object-create" => ["PutObject", "CopyObject", "CompleteMultipartUpload"],
        "object-delete" => ["DeleteObject", "LifecycleDeletion"],
        "putobject" => ["PutObject"],
        "copyobject" => ["CopyObject"],
        "completemultipartupload" => ["CompleteMultipartUpload"],
        "deleteobject" => ["DeleteObject"],
        _ => ["LifecycleDeletion"],
    };
}
