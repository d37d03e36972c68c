using System.Diagnostics;

namespace R2.Unit.Support;

/// <summary>Scripts in a process of their own, a real PowerShell where nothing but the module brings its assemblies.</summary>
internal static class ShellProcess
{
    private static readonly string[] s_shell = Find();

    /// <summary>Runs a script file to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(Start(arguments));

    /// <summary>Runs a script.</summary>
    public static Task<(int Code, string Output, string Errors)> RunScriptAsync(string script, params string[] arguments) =>
        RunFileAsync(script, file => RunAsync([file, .. arguments]));

    /// <summary>Runs a script by way of a program that prepares its surroundings and then runs the command behind its own arguments.</summary>
    public static Task<(int Code, string Output, string Errors)> RunWithinAsync(string program, string[] arguments, string script, params string[] scriptArguments) =>
        RunFileAsync(script, file => RunProgramAsync(program, [.. arguments, .. s_shell, file, .. scriptArguments]));

    /// <summary>One that brings its runtime along lies where tests/Windows/run.sh has it built; any other is started by dotnet.</summary>
    private static string[] Find()
    {
        DirectoryInfo built = new(AppContext.BaseDirectory);
        string program = Path.Combine(built.Parent!.Parent!.FullName, "R2.Shell", built.Name, "R2.Shell.exe");
        return File.Exists(program) ? [program] : ["dotnet", Path.Combine(Repository.Root, "tools", "Shell", "bin", built.Parent!.Name, "net10.0", "R2.Shell.dll")];
    }

    private static async Task<(int Code, string Output, string Errors)> RunFileAsync(string script, Func<string, Task<(int Code, string Output, string Errors)>> run)
    {
        string file = Path.Combine(Path.GetTempPath(), $"r2-shell-{Guid.NewGuid():N}.ps1");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        try
        {
            return await run(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Runs a script with the module found by its name in a folder of modules, as an installed one is found.</summary>
    public static Task<(int Code, string Output, string Errors)> RunInstalledAsync(string modules, string file)
    {
        ProcessStartInfo start = Start("--bare", "-Command", $"Import-Module R2; . '{file}'");
        start.Environment["PSModulePath"] = modules;
        start.Environment["XDG_DATA_HOME"] = modules; // where the user's own modules would lie
        return RunAsync(start);
    }

    public static Task<(int Code, string Output, string Errors)> RunProgramAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments));

    /// <summary>How the shell is started, for a test that changes its surroundings.</summary>
    public static ProcessStartInfo Start(params string[] arguments) => new(s_shell[0], [.. s_shell[1..], .. arguments]);

    public static async Task<(int Code, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, output, await errors);
    }
}
