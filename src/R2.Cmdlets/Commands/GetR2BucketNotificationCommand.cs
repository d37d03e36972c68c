using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2BucketNotification")]
[OutputType(typeof(R2BucketNotification))]
public sealed class GetR2BucketNotificationCommand : R2BucketRulesCmdlet
{
    private protected override string? ApiGroups => ApiGroup.Read;

    protected override void ProcessInput() => ForBucket(bucket => Start(
        bucket, async cancellation => await WriteObjectAsync(await Api.ListNotificationsAsync(bucket, cancellation).ConfigureAwait(false), enumerate: true).ConfigureAwait(false)));
}
