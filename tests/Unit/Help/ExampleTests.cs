namespace R2.Unit.Help;

public sealed class ExampleTests
{
    public static TheoryData<string, int> Examples => ExampleRun.Of(beyondSession: false);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_InASessionOfItsOwn_RunsAndShowsWhatItPromises(string page, int number)
    {
        using ExampleRun run = new();
        run.Check(page, number);
    }
}
