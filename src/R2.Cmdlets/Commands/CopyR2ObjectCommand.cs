using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Copy, "R2Object", SupportsShouldProcess = true)]
[OutputType(typeof(R2ObjectInfo))]
public sealed class CopyR2ObjectCommand : R2CopyingCmdlet
{
    private protected override string Verb => "Copy";

    private protected override void Take(R2CopyRequest request) => WriteErrorOnFailure($"{request.SourceBucketName}/{request.SourceKey}", () =>
    {
        request.ThrowIfNothingWouldChange();
        StartOnce(request);
    });

    private protected override Task<R2ObjectInfo> RunAsync(R2CopyRequest request, CancellationToken cancellation) => Transfers.Manager.CopyAsync(request, cancellation);
}
