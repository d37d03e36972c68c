using System.Management.Automation;
using R2.Cmdlets.Connections;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Metric")]
[OutputType(typeof(R2Metric))]
public sealed class GetR2MetricCommand : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(RunspaceState.Current.Metrics.Read());
}
