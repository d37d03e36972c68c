using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Move, "R2Object", SupportsShouldProcess = true)]
[OutputType(typeof(R2ObjectInfo))]
public sealed class MoveR2ObjectCommand : R2CopyingCmdlet
{
    private readonly List<R2CopyRequest> _forced = [];

    /// <summary>Overwrites objects at the destinations.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void BeginInput()
    {
        base.BeginInput();
        if (Force && SkipExisting)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -Force and -SkipExisting are given; it must be one of them.");
        }
    }

    private protected override string Verb => "Move";

    /// <summary>
    /// Where nothing is overwritten, a destination that is the source of a later input is refused by the server. With -Force it would be gone before that input
    /// comes: all of them are looked at before the first is moved.
    /// </summary>
    private protected override void Take(R2CopyRequest request)
    {
        if (!Force)
        {
            StartOnce(request);
            return;
        }

        Claims.Expect(request);
        _forced.Add(request with { Overwrite = true });
    }

    protected override void EndInput()
    {
        base.EndInput();
        base.EndInput();
        foreach (R2CopyRequest request in _forced)
        {
            StartOnce(request);
        }
    }

    private protected override Task<R2ObjectInfo> RunAsync(R2CopyRequest request, CancellationToken cancellation) => Transfers.Manager.MoveAsync(request, cancellation);

    private protected override void Preview(R2CopyRequest request)
    {
        if (!request.Overwrite && request.Options.DestinationConditions is null)
        {
            Start($"{request.SourceBucketName}/{request.SourceKey}", cancellation => Transfers.Manager.ThrowIfExistsAsync(request, cancellation));
        }
    }
}
