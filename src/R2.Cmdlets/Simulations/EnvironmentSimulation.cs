using R2.Simulation;

namespace R2.Cmdlets.Simulations;

/// <summary>
/// The simulation that environment variables ask for. One for the process, as the variables are: runspaces of ForEach-Object -Parallel write one recording.
/// </summary>
internal sealed class EnvironmentSimulation(Func<string, string?> read) : IDisposable
{
    public const string EnabledVariable = "R2_SIMULATION_ENABLED";
    public const string PathVariable = "R2_SIMULATION_RECORDING_PATH";
    public const string DefaultPath = "./recordings/r2";

    private readonly object _lock = new();
    private SimulationSession? _session;
    private string? _opened;

    public static EnvironmentSimulation OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Where recordings lie when nobody says otherwise; relative to the folder that the process was started in.</summary>
    public string RecordingPath => Path.GetFullPath(read(PathVariable) is { Length: > 0 } path ? path : DefaultPath);

    /// <summary>The running simulation, begun if need be; null where none is asked for, or where it has been stopped.</summary>
    /// <exception cref="R2Exception">A variable holds what it may not, or the recording cannot be made or replayed.</exception>
    public SimulationSession? Find()
    {
        string enabled = read(EnabledVariable)?.ToLowerInvariant() ?? "";
        if (enabled is "" or "false" or "0")
        {
            return null;
        }

        lock (_lock)
        {
            string path = RecordingPath;
            string asked = $"{enabled} {path}";
            if (_opened != asked)
            {
                _session?.Dispose();
                _session = null;
                _session = new SimulationSession(Open(enabled, path));
                _opened = asked;
            }

            return _session;
        }
    }

    /// <summary>Ends it until the variables change; the one that ended, or null.</summary>
    public SimulationSession? Take()
    {
        lock (_lock)
        {
            (SimulationSession? session, _session) = (_session, null);
            return session;
        }
    }

    public void Dispose() => Take()?.Dispose();

    private static R2Simulation Open(string enabled, string path) => enabled switch
    {
        // What is there but cannot be replayed is an error: it is never recorded over.
        "true" or "1" => R2Simulation.Exists(path) ? R2Simulation.Replay(path) : R2Simulation.Record(path),
        "record" => R2Simulation.Record(path),
        "replay" => R2Simulation.Replay(path),
        "strict" => R2Simulation.Replay(path, new R2ReplayOptions { Strict = true }),
        _ => throw new R2Exception(
            R2ErrorCodes.InvalidSetting,
            $"{EnabledVariable} is '{enabled}'; it must be true (replays the recording if it exists, otherwise records), record, replay, strict (a replay that refuses requests that were not recorded) or false."),
    };
}
