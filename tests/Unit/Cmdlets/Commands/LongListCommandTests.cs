using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

/// <summary>Commands that list all of a long, slow list ask for it by several requests at once; those that want a part of it do not.</summary>
public sealed class LongListCommandTests : CmdletTest
{
    private const int Count = 300;

    public LongListCommandTests()
        : base(new EmulatorLimits { MaximumPageSize = 10 })
    {
        Run($"$null = 0..{Count - 1} | ForEach-Object {{ '{{0:D6}}' -f $_ }} | Write-R2Object -Key {{ $_ }}").ThrowIfFailed();
        Emulator.Faults.Add(Fault.Delay(TimeSpan.FromMilliseconds(40)) with { Operation = "ListObjectsV2" });
    }

    [Theory]
    [InlineData("Get-R2ObjectList | ForEach-Object Key", true)]
    [InlineData("Get-R2ObjectList -First 200 | ForEach-Object Key", false)]
    [InlineData("Get-R2ObjectList -First 1500 | ForEach-Object Key", false)]
    [InlineData("Get-R2ObjectList -Delimiter '|' | ForEach-Object Key", false)]
    public void List_OfAll_AsksForSeveralPagesAtOnce(string script, bool isSplit)
    {
        string[] keys = [.. Run(script).ThrowIfFailed().As<string>()];

        Assert.Equal(Enumerable.Range(0, script.Contains(" 200 ", StringComparison.Ordinal) ? 200 : Count).Select(static i => $"{i:D6}"), keys);
        Assert.Equal(isSplit, IsSplit);
    }

    [Fact]
    public void Measure_CountsByTheSameList()
    {
        Assert.Equal($"{Count}", Run("\"$((Measure-R2Object).Count)\"").ThrowIfFailed().As<string>().Single());
        Assert.True(IsSplit);
    }

    private bool IsSplit => Emulator.Requests.Any(static request => request.Target.Contains("start-after", StringComparison.Ordinal));
}
