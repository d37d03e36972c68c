using R2.Cmdlets.Display;
using R2.Files;

namespace R2.Unit.Cmdlets.Display;

public sealed class CommandTextTests
{
    [Theory]
    [InlineData(@"logs\", true, "'logs/'")]
    [InlineData(@"it's\in", true, "'it''s/in'")]
    [InlineData("logs/", true, null)]
    [InlineData(@"logs\", false, null)]
    public void BackslashHint_Prefix_SaysWhatToTypeOnWindowsAlone(string prefix, bool windows, string? expected)
    {
        string? hint = CommandText.BackslashHint(prefix, windows ? PathRules.Windows : PathRules.Unix);

        Assert.Equal(expected is null, hint is null);
        Assert.EndsWith(expected ?? "", hint ?? "", StringComparison.Ordinal);
    }
}
