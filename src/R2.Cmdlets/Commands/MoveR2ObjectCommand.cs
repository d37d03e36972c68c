using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Parameters.Groups;
using R2.Cmdlets.Transfers;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Move, "R2Object", SupportsShouldProcess = true)]
[OutputType(typeof(R2ObjectInfo))]
public sealed partial class MoveR2ObjectCommand : R2ObjectCmdlet, IBucketCmdlet, ICopyParameters
{
    private readonly List<R2CopyRequest> _forced = [];
    private CopySession _copies = null!;

    private protected override bool KeepsOrder => Ordered;

    protected override void BeginInput()
    {
        base.BeginInput();
        _copies = new CopySession(this, this, "Move", (request, cancellation) => Transfers.Manager.MoveAsync(request, cancellation)) { Preview = Preview };
        if (Force && SkipExisting)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -Force and -SkipExisting are given; it must be one of them.");
        }
    }

    /// <summary>
    /// Where nothing is overwritten, a destination that is the source of a later input is refused by the server. With -Force it would be gone before that input
    /// comes: all of them are looked at before the first is moved.
    /// </summary>
    protected override void ProcessInput() => _copies.ForEach(request =>
    {
        if (!Force)
        {
            _copies.Start(request);
            return;
        }

        _copies.Expect(request);
        _forced.Add(request with { Overwrite = true });
    });

    protected override void EndInput()
    {
        base.EndInput();
        foreach (R2CopyRequest request in _forced)
        {
            _copies.Start(request);
        }
    }

    /// <summary>Looks, with -WhatIf, whether the server would refuse.</summary>
    private void Preview(R2CopyRequest request)
    {
        if (!request.Overwrite && request.Options.DestinationConditions is null)
        {
            Start($"{request.SourceBucketName}/{request.SourceKey}", cancellation => Transfers.Manager.ThrowIfExistsAsync(request, cancellation));
        }
    }
}
