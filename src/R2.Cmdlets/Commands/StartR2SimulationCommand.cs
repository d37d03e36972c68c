using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Files;
using R2.Cmdlets.Simulations;
using R2.Simulation;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Start, "R2Simulation", SupportsShouldProcess = true, DefaultParameterSetName = ReplaySet)]
[OutputType(typeof(R2Simulation))]
public sealed class StartR2SimulationCommand : PSCmdlet
{
    private const string RecordSet = "Record";
    private const string ReplaySet = "Replay";

    /// <summary>Records requests and responses from now on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecordSet)]
    public SwitchParameter Record { get; set; }

    /// <summary>Answers from the recording from now on; nothing is sent.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReplaySet)]
    public SwitchParameter Replay { get; set; }

    /// <summary>Folder of the recording; R2_SIMULATION_RECORDING_PATH, or ./recordings/r2, when left out.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Replaces a whole recording in that folder.</summary>
    [Parameter(ParameterSetName = RecordSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Refuses every request that was not recorded.</summary>
    [Parameter(ParameterSetName = ReplaySet)]
    public SwitchParameter Strict { get; set; }

    /// <summary>Makes responses take as long as they took when recorded.</summary>
    [Parameter(ParameterSetName = ReplaySet)]
    public SwitchParameter WithLatency { get; set; }

    protected override void EndProcessing()
    {
        string path = Path ?? EnvironmentSimulation.OfProcess.RecordingPath;
        try
        {
            path = Path is null ? path : FilePaths.Resolve(this, Path);
            RunspaceState state = RunspaceState.Current;
            if (state.Simulation is { } running)
            {
                throw new R2Exception("SimulationRunning", $"A simulation is already running in this session: {running.Simulation}.");
            }

            if (ShouldProcess(path, Record ? "Record" : "Replay"))
            {
                state.Simulation = new SimulationSession(Start(path));
                WriteObject(state.Simulation.Simulation);
            }
        }
        catch (Exception exception) when (exception is R2Exception or IOException or UnauthorizedAccessException)
        {
            // Terminating: what follows would otherwise go to the server.
            ThrowTerminatingError(ErrorRecords.From(exception, path));
        }
    }

    private R2Simulation Start(string path) => Record
        ? R2Simulation.Record(path, Force)
        : R2Simulation.Replay(path, new R2ReplayOptions { Strict = Strict, WithLatency = WithLatency });
}
