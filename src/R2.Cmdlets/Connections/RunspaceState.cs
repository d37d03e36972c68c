using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using R2.Cmdlets.Completion;
using R2.Cmdlets.Results;
using R2.Diagnostics;

namespace R2.Cmdlets.Connections;

/// <summary>What one session remembers. Never static: runspaces of one process, such as ForEach-Object -Parallel, must not share a connection.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> s_states = [];

    private (string Fingerprint, R2Connection Connection)? _fromEnvironment;

    /// <summary>The state of the runspace that this thread, the pipeline's, belongs to.</summary>
    public static RunspaceState Current => Of(Runspace.DefaultRunspace);

    /// <summary>The same; null on a thread that belongs to none.</summary>
    public static RunspaceState? Find() => Runspace.DefaultRunspace is { } runspace ? s_states.GetOrCreateValue(runspace) : null;

    /// <summary>What Connect-R2 or Start-R2Emulator chose last.</summary>
    public R2Connection? Connection { get; set; }

    /// <summary>Counts what the connections made in this session do, wherever they are used.</summary>
    public R2MetricCollector Metrics { get; } = new();

    /// <summary>Emulators that this session started and that still run.</summary>
    public List<R2Emulator> Emulators { get; } = [];

    /// <summary>What completion has asked lately.</summary>
    public CompletionCache Completion { get; set; } = new(TimeProvider.System);

    /// <summary>The state of a runspace.</summary>
    public static RunspaceState Of(Runspace runspace) => s_states.GetOrCreateValue(runspace);

    /// <summary>The connection that commands use when given none: the chosen one, otherwise that of the environment, otherwise null.</summary>
    public R2Connection? FindConnection() => Connection ?? FromEnvironment(EnvironmentSettings.OfProcess);

    private R2Connection? FromEnvironment(EnvironmentSettings environment)
    {
        if (!environment.IsComplete)
        {
            return null;
        }

        string fingerprint = environment.Fingerprint;
        if (_fromEnvironment is not { } known || known.Fingerprint != fingerprint)
        {
            _fromEnvironment = known = (fingerprint, environment.Read().Connect("environment"));
        }

        return known.Connection;
    }
}
