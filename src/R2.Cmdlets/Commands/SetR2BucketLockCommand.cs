using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Buckets;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Set, "R2BucketLock", SupportsShouldProcess = true, DefaultParameterSetName = "Rule")]
[OutputType(typeof(R2BucketLockRule))]
public sealed class SetR2BucketLockCommand : R2RuleCmdlet
{
    /// <summary>Removes the rules that are there and not given.</summary>
    [Parameter]
    public SwitchParameter ReplaceAll { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    private protected override void Replace(string bucket, IReadOnlyList<PSObject> given)
    {
        IReadOnlyList<R2BucketLockRule> rules = [.. RuleInput.Read<R2BucketLockRule>(given, LockRules.Parse).Select(rule => rule with { BucketName = bucket })];
        LockRules.Validate(rules);
        if (rules.Count == 0 && !ReplaceAll)
        {
            throw new R2Exception(R2ErrorCodes.InvalidRule, "No rule is given. With -ReplaceAll that removes all rules.");
        }

        (bool all, bool passThru) = (ReplaceAll, PassThru);
        string names = string.Join(", ", rules.Select(static rule => $"'{rule.Id}'"));
        if (ShouldProcess(bucket, all ? $"Replace all lock rules by {(rules.Count == 0 ? "none" : names)}" : $"Set the lock rules {names}"))
        {
            Start(bucket, async cancellation =>
            {
                IReadOnlyList<R2BucketLockRule> now = await LockChange.RunAsync(Api, bucket, before => all ? rules : [.. before.Select(old => Find(rules, old) ?? old), .. rules.Where(rule => Find(before, rule) is null)], cancellation).ConfigureAwait(false);
                if (passThru)
                {
                    await WriteObjectAsync(now, enumerate: true).ConfigureAwait(false);
                }
            });
        }
    }

    private static R2BucketLockRule? Find(IEnumerable<R2BucketLockRule> rules, R2BucketLockRule wanted) => rules.FirstOrDefault(rule => rule.Id == wanted.Id);
}
