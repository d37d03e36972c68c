using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace R2.ImportBenchmark;

/// <summary>The bare engine: opens a runspace, runs a script, prints what comes out.</summary>
internal static class Engine
{
    public static int Run(string script)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        foreach (PSObject output in shell.AddScript(script).Invoke())
        {
            Console.WriteLine(output);
        }

        foreach (ErrorRecord error in shell.Streams.Error)
        {
            Console.Error.WriteLine(error);
        }

        return shell.HadErrors ? 1 : 0;
    }
}
