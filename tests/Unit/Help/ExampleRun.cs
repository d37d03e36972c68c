using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>One example in a session of its own, with a folder and an emulator of its own.</summary>
internal sealed class ExampleRun : IDisposable
{
    private readonly PowerShellSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-help-").FullName;

    /// <summary>Whether an example sets R2_… variables, which are the whole process's.</summary>
    public static bool SetsEnvironment(PageExample example) => example.Codes.Any(static code => code.Contains("$env:R2_", StringComparison.OrdinalIgnoreCase));

    /// <summary>Every example once: those that set the environment, or the others.</summary>
    public static TheoryData<string, int> Of(bool setEnvironment)
    {
        TheoryData<string, int> data = [];
        foreach (Page page in Page.All)
        {
            foreach ((PageExample example, int index) in page.Examples.Select(static (example, index) => (example, index)).Where(item => SetsEnvironment(item.example) == setEnvironment))
            {
                data.Add(page.Name, index + 1);
            }
        }

        return data;
    }

    public void Check(string page, int number)
    {
        PageExample example = Page.All.Single(candidate => candidate.Name == page).Examples[number - 1];
        _session.Set("demo", Path.Combine(Repository.Root, "tests", "Pester", "HelpDemo.ps1"));
        _session.Set("folder", _folder);
        _session.Run(File.ReadAllText(Path.Combine(Repository.Root, "tools", "Shell", "StandInCommands.ps1"))).ThrowIfFailed();
        _session.Run(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Unit", "Help", "StandIns.ps1"))).ThrowIfFailed();
        _session.Run(". $demo $folder").ThrowIfFailed();

        PowerShellResult result = _session.Run(Assert.Single(example.Codes)).ThrowIfFailed();

        if (example.Output is { } expected)
        {
            Assert.Equal(expected, string.Join('\n', result.Output.Select(static item => item.ToString())));
        }
    }

    public void Dispose()
    {
        _session.Run("Stop-R2Emulator");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
