using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using R2.Cmdlets.Completion;
using R2.Cmdlets.Metrics;
using R2.Cmdlets.Profiles;
using R2.Cmdlets.Results;
using R2.Cmdlets.Simulations;
using R2.Simulation;

namespace R2.Cmdlets.Connections;

/// <summary>What one session remembers. Never static: runspaces of one process, such as ForEach-Object -Parallel, must not share a connection.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> s_states = [];

    /// <summary>Connections that commands made by themselves: by the name of a profile, or by the empty name for what profile or environment choose.</summary>
    private readonly Dictionary<string, (string Fingerprint, R2Connection Connection)> _ownMade = new(StringComparer.OrdinalIgnoreCase);

    private readonly ChosenConnections _chosen = new();

    public RunspaceState() => Metrics.UploadBegan = () => new EarlyMetricFile(this, MetricPath).Write();

    /// <summary>The state of the runspace that this thread, the pipeline's, belongs to.</summary>
    public static RunspaceState Current => Of(Runspace.DefaultRunspace);

    /// <summary>The same; null on a thread that belongs to none.</summary>
    public static RunspaceState? Find() => Runspace.DefaultRunspace is { } runspace ? s_states.GetOrCreateValue(runspace) : null;

    /// <summary>What Connect-R2 or Start-R2Emulator chose last.</summary>
    public R2Connection? Connection => _chosen.Current;

    /// <summary>Whether the session's emulator was stopped, and nothing chosen since: what the environment or a default profile says was not meant for what follows.</summary>
    public bool HasLeftEmulator => _chosen.HasLeftEmulator;

    /// <summary>Counts what the connections made in this session do, wherever they are used.</summary>
    public R2MetricCollector Metrics { get; } = new();

    /// <summary>Which file the beginning of an upload is noted in, or null.</summary>
    internal Func<string?> MetricPath { get; set; } = static () => Environment.GetEnvironmentVariable("R2_METRIC_PATH");

    /// <summary>What Cloudflare's own API takes from this session in five minutes, whatever connections it has.</summary>
    public R2ApiRateLimit ApiRateLimit { get; } = new();

    /// <summary>What Export-R2Metric -Accumulate has added of them, by the name of the file.</summary>
    public Dictionary<string, PrometheusText> ExportedMetrics { get; } = [];

    /// <summary>Emulators that this session started and that still run.</summary>
    public List<R2Emulator> Emulators { get; } = [];

    /// <summary>What completion has asked lately.</summary>
    public CompletionCache Completion { get; set; } = new(TimeProvider.System);

    /// <summary>How often a command of this session has begun or ended changing something: what drives have seen before that is no longer so.</summary>
    public long Changes { get; private set; }

    /// <summary>Whether a drive was ever made in this session: otherwise nothing looks for one.</summary>
    public bool HasDrives { get; set; }

    /// <summary>The clock of drives that are made in this session.</summary>
    public TimeProvider DriveTime { get; set; } = TimeProvider.System;

    /// <summary>What Start-R2Simulation started and Stop-R2Simulation has not stopped.</summary>
    public SimulationSession? Simulation { get; set; }

    /// <summary>Whether a recording is replayed: neither account, credential nor vault is needed then.</summary>
    public bool IsReplay => FindSimulation()?.Simulation.Mode == R2SimulationMode.Replay;

    /// <summary>The state of a runspace.</summary>
    public static RunspaceState Of(Runspace runspace) => s_states.GetOrCreateValue(runspace);

    /// <summary>The connection that commands use when given none: that of the profile named, the chosen one, or that of the default profile or the environment; otherwise null.</summary>
    /// <param name="profileName">Profile that a command names, or null.</param>
    /// <param name="connector">Makes connections.</param>
    /// <param name="made">Called with a connection that had to be made.</param>
    public R2Connection? FindConnection(string? profileName, Connector connector, Action<R2Connection>? made = null)
    {
        if (profileName is null && (Connection is not null || (HasLeftEmulator && !IsReplay)))
        {
            return Connection;
        }

        (string key, string fingerprint) = (profileName ?? "", connector.Fingerprint);
        if (_ownMade.TryGetValue(key, out (string Fingerprint, R2Connection Connection) known) && known.Fingerprint == fingerprint)
        {
            return known.Connection;
        }

        R2Connection? connection = profileName is null
            ? connector.ConnectByItself()
            : connector.Connect(new ConnectionSettings(), vault: null, profileName, Profile.SourceOf(profileName));
        if (connection is not null)
        {
            _ownMade[key] = (fingerprint, connection);
            made?.Invoke(connection);
        }

        return connection;
    }

    /// <summary>The same, where it can be had without a vault, which might ask somebody something, and where no simulation would take part; otherwise null.</summary>
    public R2Connection? FindConnectionUnasked(Connector connector) => FindSimulation() is not null ? null :
        Connection ?? (_ownMade.ContainsKey("") || !connector.NeedsToAsk ? FindConnection(profileName: null, connector) : null);

    /// <summary>The simulation that commands take part in: the session's own, otherwise that of the environment, otherwise null.</summary>
    /// <exception cref="R2Exception">The environment asks for one that cannot be had.</exception>
    public SimulationSession? FindSimulation() => Simulation ?? EnvironmentSimulation.OfProcess.Find();

    /// <summary>Takes the simulation out of use; whoever calls ends it.</summary>
    public void TakeSimulation()
    {
        if (Simulation is null)
        {
            EnvironmentSimulation.OfProcess.Take();
        }

        Simulation = null;
    }

    /// <summary>Something is being changed, or has been.</summary>
    public void NoteChange() => Changes++;

    /// <summary>Makes a connection the session's own.</summary>
    public void Choose(R2Connection connection) => _chosen.Choose(connection, Emulators.Exists(emulator => emulator.Endpoint == connection.Endpoint));

    /// <summary>An emulator has stopped: the session goes back to the connection that was chosen before it, or to none.</summary>
    public void Leave(R2Emulator emulator)
    {
        Emulators.Remove(emulator);
        _chosen.Leave(emulator.Endpoint);
    }

    /// <summary>A closed connection serves no command any more.</summary>
    public void Forget(R2Connection connection)
    {
        _chosen.Forget(connection);
        foreach ((string name, (string, R2Connection Connection) known) in _ownMade)
        {
            if (ReferenceEquals(known.Connection, connection))
            {
                _ownMade.Remove(name);
            }
        }
    }
}
