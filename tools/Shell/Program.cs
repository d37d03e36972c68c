using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using R2.Shell;

// R2.Shell [--bare] [what pwsh takes: a script and its arguments, -Command …, or nothing for a prompt]
// PowerShell with the module as it was built; --bare leaves the module out.
// A shell for trying the module asks nobody for a newer PowerShell, and tells nobody that it runs.
Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

// As the configuration says that PowerShell 7 brings along for Windows; without one Windows runs no scripts, not even the module's own views.
Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "RemoteSigned");

InitialSessionState state = InitialSessionState.CreateDefault2();
if (args is ["--bare", ..])
{
    args = args[1..];
}
else if (ModuleFolder.Find() is { } module)
{
    state.ImportPSModule(Path.Combine(module, "R2.psd1"));
}
else
{
    await Console.Error.WriteLineAsync("out/R2 is missing; build the module first: dotnet build src/R2.Cmdlets");
    return 1;
}

return ConsoleShell.Start(state, bannerText: "", helpText: "", ["-NoProfile", .. args]);
