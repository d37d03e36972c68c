using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace R2.Unit.Support;

/// <summary>A runspace of its own with the module imported from out/R2 as it was built: no profile, no other module, nothing of the user's.</summary>
public sealed class PowerShellSession : IDisposable
{
    private static readonly string s_manifest = Path.Combine(Repository.Root, "out", "R2", "R2.psd1");

    private readonly Runspace _runspace;

    /// <param name="commands">Further cmdlets, for tests of the cmdlets' own foundations.</param>
    public PowerShellSession(params Type[] commands)
        : this(host: null, commands)
    {
    }

    /// <param name="host">Host to talk to; none where null.</param>
    /// <param name="commands">Further cmdlets.</param>
    public PowerShellSession(PSHost? host, params Type[] commands)
    {
        // All commands that PowerShell is shipped with are there from the beginning; what the user has installed is not looked for.
        InitialSessionState state = InitialSessionState.CreateDefault();
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", PSModuleAutoLoadingPreference.None, ""));
        state.Commands.Add(commands.Select(type => new SessionStateCmdletEntry(CmdletName(type), type, helpFileName: null)));
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        PowerShellResult imported = Run($"Import-Module '{s_manifest}' -ErrorAction Stop");
        imported.ThrowIfFailed();
    }

    /// <summary>Runs a script to its end. <paramref name="input"/> is piped to it as $input.</summary>
    public PowerShellResult Run(string script, IEnumerable? input = null)
    {
        using RunningPipeline pipeline = Start(script, input);
        return pipeline.Wait();
    }

    /// <summary>Starts a script that the caller may stop as Ctrl+C does.</summary>
    public RunningPipeline Start(string script, IEnumerable? input = null)
    {
        PowerShell powerShell = PowerShell.Create();
        powerShell.Runspace = _runspace;
        powerShell.AddScript(script);
        return new RunningPipeline(powerShell, input);
    }

    /// <summary>The runspace itself, for what the module keeps for it.</summary>
    internal Runspace Runspace => _runspace;

    /// <summary>What Tab offers at the end of a line.</summary>
    public IReadOnlyList<CompletionResult> Complete(string line)
    {
        using PowerShell powerShell = PowerShell.Create();
        powerShell.Runspace = _runspace;
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, powerShell).CompletionMatches];
    }

    public void Set(string variable, object? value) => _runspace.SessionStateProxy.SetVariable(variable, value);

    public void Dispose() => _runspace.Dispose();

    private static string CmdletName(Type type)
    {
        CmdletAttribute attribute = (CmdletAttribute)type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false).Single();
        return $"{attribute.VerbName}-{attribute.NounName}";
    }
}
