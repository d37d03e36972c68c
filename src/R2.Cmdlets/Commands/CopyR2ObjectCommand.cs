using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Copy, "R2Object", SupportsShouldProcess = true)]
[OutputType(typeof(R2ObjectInfo))]
public sealed class CopyR2ObjectCommand : R2CopyingCmdlet
{
    protected override void ProcessInput() => StartCopy("Copy", static (manager, request, cancellation) => manager.CopyAsync(request, cancellation));
}
