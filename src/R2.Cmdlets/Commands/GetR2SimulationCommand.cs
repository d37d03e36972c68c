using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Errors;
using R2.Simulation;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Simulation")]
[OutputType(typeof(R2Simulation))]
public sealed class GetR2SimulationCommand : PSCmdlet
{
    protected override void EndProcessing()
    {
        try
        {
            if (RunspaceState.Current.FindSimulation() is { } running)
            {
                WriteObject(running.Simulation);
            }
        }
        catch (Exception exception) when (exception is R2Exception or IOException)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, target: null));
        }
    }
}
