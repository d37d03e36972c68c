using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Parameters.Groups;
using R2.Cmdlets.Transfers;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Copy, "R2Object", SupportsShouldProcess = true)]
[OutputType(typeof(R2ObjectInfo))]
public sealed partial class CopyR2ObjectCommand : R2ObjectCmdlet, IBucketCmdlet, ICopyParameters
{
    private CopySession _copies = null!;

    private protected override bool KeepsOrder => Ordered;

    protected override void BeginInput()
    {
        base.BeginInput();
        _copies = new CopySession(this, this, "Copy", (request, cancellation) => Transfers.Manager.CopyAsync(request, cancellation));
    }

    protected override void ProcessInput() => _copies.ForEach(request =>
    {
        request.ThrowIfNothingWouldChange();
        _copies.Start(request);
    });
}
