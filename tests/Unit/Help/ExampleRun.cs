using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>One example in a session of its own, with a folder and an emulator of its own.</summary>
internal sealed class ExampleRun : IDisposable
{
    private readonly PowerShellSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-help-").FullName;

    /// <summary>Every example once: those that reach beyond their session, to R2_… variables or to the user's profiles, or the others.</summary>
    public static TheoryData<string, int> Of(bool beyondSession)
    {
        TheoryData<string, int> data = [];
        foreach (Page page in Page.All)
        {
            for (int number = 1; number <= page.Examples.Count; number++)
            {
                if (ReachesBeyondSession(page.Examples[number - 1]) == beyondSession)
                {
                    data.Add(page.Name, number);
                }
            }
        }

        return data;
    }

    /// <summary>Whether it reads or writes the profiles' file.</summary>
    public static bool UsesProfiles(string page, int number) => Find(page, number).Text.Contains("R2Profile", StringComparison.OrdinalIgnoreCase);

    public void Check(string page, int number)
    {
        PageExample example = Find(page, number);
        _session.Set("demo", Path.Combine(Repository.Root, "tests", "Pester", "HelpDemo.ps1"));
        _session.Set("folder", _folder);
        _session.Run(File.ReadAllText(Path.Combine(Repository.Root, "tools", "Shell", "StandInCommands.ps1"))).ThrowIfFailed();
        _session.Run(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Unit", "Help", "StandIns.ps1"))).ThrowIfFailed();
        _session.Run(". $demo $folder").ThrowIfFailed();

        PowerShellResult result = _session.Run(Assert.Single(example.Codes)).ThrowIfFailed();

        if (example.Output is { } expected)
        {
            Assert.Equal(expected, string.Join('\n', result.Output.Select(static item => item?.ToString())));
        }
    }

    public void Dispose()
    {
        _session.Run("Stop-R2Emulator");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static PageExample Find(string page, int number) => Page.All.Single(candidate => candidate.Name == page).Examples[number - 1];

    private static bool ReachesBeyondSession(PageExample example) =>
        example.Text.Contains("$env:R2_", StringComparison.OrdinalIgnoreCase) || example.Text.Contains("R2Profile", StringComparison.OrdinalIgnoreCase);
}
