using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Move, "R2Object", SupportsShouldProcess = true)]
[OutputType(typeof(R2ObjectInfo))]
public sealed class MoveR2ObjectCommand : R2CopyingCmdlet
{
    protected override void ProcessInput() => StartCopy("Move", static (manager, request, cancellation) => manager.MoveAsync(request, cancellation));
}
