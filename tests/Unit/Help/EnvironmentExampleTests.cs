namespace R2.Unit.Help;

/// <summary>Alone in the process: R2_… variables would connect the sessions of other tests.</summary>
[Collection(nameof(EnvironmentExampleTests))]
[CollectionDefinition(nameof(EnvironmentExampleTests), DisableParallelization = true)]
public sealed class EnvironmentExampleTests : IDisposable
{
    public static TheoryData<string, int> Examples => ExampleRun.Of(setEnvironment: true);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_ThatSetsTheEnvironment_RunsAndShowsWhatItPromises(string page, int number)
    {
        using ExampleRun run = new();
        run.Check(page, number);
    }

    public void Dispose() => Support.CleanEnvironment.Clear();
}
