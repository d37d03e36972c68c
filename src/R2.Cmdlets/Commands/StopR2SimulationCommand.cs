using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Errors;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Stop, "R2Simulation", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopR2SimulationCommand : PSCmdlet
{
    protected override void EndProcessing()
    {
        try
        {
            if (RunspaceState.Current.FindSimulation() is not { } running || !ShouldProcess(running.Simulation.ToString(), "Stop"))
            {
                return;
            }

            RunspaceState.Current.TakeSimulation();
            running.Dispose();
            // Last: -WarningAction Stop makes an error of it.
            if (running.DescribeUnasked() is { } unasked)
            {
                WriteWarning(unasked);
            }
        }
        catch (Exception exception) when (exception is R2Exception or IOException)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, target: null));
        }
    }
}
