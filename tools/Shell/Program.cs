using R2.Shell;

// R2.Shell [--module <name or path>] [script.ps1 [arguments]]
// The module as it was built, unless one is named: a name is looked up in PSModulePath, as pwsh does.
(string module, string[] rest) = args is ["--module", string named, .. string[] others] ? (named, others) : (Path.Combine(ModuleFolder.Find(), "R2.psd1"), args);
using ShellSession session = new(new ShellHost());
session.ImportModule(module);
return rest.Length == 0 ? new InteractivePrompt(session).Run() : session.RunScript(rest[0], rest[1..]);
