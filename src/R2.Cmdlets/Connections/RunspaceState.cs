using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using R2.Cmdlets.Completion;
using R2.Cmdlets.Results;

namespace R2.Cmdlets.Connections;

/// <summary>What one session remembers. Never static: runspaces of one process, such as ForEach-Object -Parallel, must not share a connection.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> s_states = [];

    private (string Fingerprint, R2Connection Connection)? _fromEnvironment;

    /// <summary>The state of the runspace that this thread, the pipeline's, belongs to.</summary>
    public static RunspaceState Current => Of(Runspace.DefaultRunspace);

    /// <summary>What Connect-R2 or Start-R2Emulator chose last.</summary>
    public R2Connection? Connection { get; set; }

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
