using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace R2.Shell;

/// <summary>A runspace with the module imported; output and errors go to the host, formatted by the module's own views.</summary>
internal sealed class ShellSession : IDisposable
{
    private const int ExitCodeOfCtrlC = 130;

    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private PowerShell? _running;

    public ShellSession(ShellHost host)
    {
        _host = host;
        _runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        _runspace.Open();
        if (Console.IsOutputRedirected || Console.IsErrorRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        Console.CancelKeyPress += OnCtrlC;
    }

    public ShellHost Host => _host;

    public string WorkingDirectory => _runspace.SessionStateProxy.Path.CurrentLocation.Path;

    public void ImportModule(string manifest)
    {
        Invoke(shell => shell.AddScript(StandInCommands.Read()));
        Invoke(shell => shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop));
    }

    /// <summary>Runs a script file as <c>pwsh -File</c> does.</summary>
    /// <returns>The code of <c>exit</c>, 1 after a terminating error, otherwise 0.</returns>
    public int RunScript(string path, string[] arguments)
    {
        string file = Path.GetFullPath(path);
        if (!File.Exists(file))
        {
            _host.UI.WriteErrorLine($"The script '{file}' does not exist.");
            return 64;
        }

        // A block rather than the path: 'exit' in a script file that a script calls would end that file alone.
        Ast script = Parser.ParseFile(file, out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            _host.UI.WriteErrorLine(new ParseException(errors).Message);
            return 1;
        }

        return Execute(shell => shell.AddScript("param($block, $named, $positional) . $block @named @positional").AddParameters(new Dictionary<string, object>
        {
            ["block"] = ((ScriptBlockAst)script).GetScriptBlock(),
            ["named"] = ScriptArguments.Named(arguments),
            ["positional"] = ScriptArguments.Positional(arguments),
        }));
    }

    /// <summary>Runs text from the prompt.</summary>
    public int RunText(string text) => Execute(shell => shell.AddScript(text, useLocalScope: false));

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCtrlC;
        _runspace.Dispose();
    }

    private int Execute(Action<PowerShell> describe)
    {
        try
        {
            Invoke(describe);
            return _host.ExitCode ?? 0;
        }
        catch (PipelineStoppedException)
        {
            return _host.ExitCode ?? ExitCodeOfCtrlC;
        }
        catch (RuntimeException exception)
        {
            Show(exception.ErrorRecord);
            return 1;
        }
    }

    private void Invoke(Action<PowerShell> describe)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        describe(shell);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        _running = shell;
        try
        {
            shell.Invoke();
            if (shell.InvocationStateInfo.State == PSInvocationState.Stopped)
            {
                throw new PipelineStoppedException();
            }
        }
        finally
        {
            _running = null;
        }
    }

    // Formatted as output and sent to standard error: written again as an error, the record would lose the position it came from.
    private void Show(ErrorRecord error)
    {
        using IDisposable redirection = _host.SendOutputToErrors();
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default").Invoke(new[] { error });
    }

    private void OnCtrlC(object? sender, ConsoleCancelEventArgs e)
    {
        // The pipeline ends, not the shell. Not awaited here: the console's handler thread must come back.
        e.Cancel = true;
        _running?.BeginStop(null, null);
    }
}
