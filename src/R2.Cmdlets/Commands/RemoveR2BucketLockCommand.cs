using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Remove, "R2BucketLock", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ById)]
[OutputType(typeof(void))]
public sealed class RemoveR2BucketLockCommand : R2Cmdlet, IBucketCmdlet
{
    private const string ById = "Id";
    private const string Whole = "All";

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>Ids of the rules.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Removes every rule.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Whole)]
    public SwitchParameter All { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        (string bucket, string[] ids, bool all) = (RequireBucket(), Id, ParameterSetName == Whole);
        if (ShouldProcess(bucket, all ? "Remove all lock rules" : $"Remove the lock rules {string.Join(", ", ids.Select(static id => $"'{id}'"))}"))
        {
            Start(bucket, cancellation => LockChange.RunAsync(Api, bucket, before => all ? [] : Without(bucket, before, ids), cancellation));
        }
    }

    private static IReadOnlyList<R2BucketLockRule> Without(string bucket, IReadOnlyList<R2BucketLockRule> rules, string[] ids) =>
        ids.FirstOrDefault(id => rules.All(rule => rule.Id != id)) is { } missing
            ? throw new R2Exception("LockRuleNotFound", $"The bucket '{bucket}' has no lock rule '{missing}'.") { BucketName = bucket }
            : [.. rules.Where(rule => !ids.Contains(rule.Id))];
}
