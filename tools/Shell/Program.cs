using R2.Shell;

// R2.Shell [script.ps1 [arguments]]
using ShellSession session = new(new ShellHost());
session.ImportModule(Path.Combine(ModuleFolder.Find(), "R2.psd1"));
return args.Length == 0 ? new InteractivePrompt(session).Run() : session.RunScript(args[0], args[1..]);
