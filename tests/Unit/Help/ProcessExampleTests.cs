using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>Alone in the process: R2_… variables and profiles would connect the sessions of other tests.</summary>
[Collection(nameof(ProcessExampleTests))]
[CollectionDefinition(nameof(ProcessExampleTests), DisableParallelization = true)]
public sealed class ProcessExampleTests : IDisposable
{
    private const string ConfigVariable = "XDG_CONFIG_HOME";

    private readonly string? _config = Environment.GetEnvironmentVariable(ConfigVariable);
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-help-").FullName;

    public ProcessExampleTests() => Environment.SetEnvironmentVariable(ConfigVariable, _folder);

    public static TheoryData<string, int> Examples => ExampleRun.Of(beyondSession: true);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_ThatReachesBeyondItsSession_RunsAndShowsWhatItPromises(string page, int number)
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows() && ExampleRun.UsesProfiles(page, number),
            "The profiles of a user of Windows lie where no variable leads elsewhere, and are the user's own.");
        using ExampleRun run = new();
        run.Check(page, number);
    }

    public void Dispose()
    {
        CleanEnvironment.Clear();
        Environment.SetEnvironmentVariable(ConfigVariable, _config);
        Directory.Delete(_folder, recursive: true);
    }
}
