using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Pipeline;
using R2.Cmdlets.Simulations;

namespace R2.Cmdlets.Commands;

/// <summary>Whatever uses the connection, in this session or another, is ended first, and cleans up behind it.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "R2")]
[OutputType(typeof(void))]
public sealed class DisconnectR2Command : AsyncCmdlet
{
    /// <summary>Connection to close; the session's own when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public R2Connection? Connection { get; set; }

    protected override void ProcessInput()
    {
        RunspaceState state = RunspaceState.Current;
        if ((Connection ?? state.Connection) is { } closed)
        {
            state.Forget(closed);
            SimulationSession? simulation = state.FindSimulation();
            Start(closed, cancellation => Task.WhenAll(closed.CloseAsync(), simulation?.CloseAsync(closed) ?? Task.CompletedTask).WaitAsync(cancellation));
        }
    }
}
