using R2.Unit.Support;

namespace R2.Unit.Cmdlets;

/// <summary>The scripts of examples/ as they are, without a connection and so against the emulator, in the bare engine. tests/Pester runs them in pwsh and looks closer.</summary>
public sealed class ExampleScriptTests
{
    [Theory]
    [InlineData("StreamUpload.ps1", "bytes that tar wrote")]
    [InlineData("ResumableUpload.ps1", "Attempt 1 was interrupted", "Attempt 2 ended well: 12582912 bytes")]
    [InlineData("BuildCache.ps1", "deps-linux-1 Partial", "package.txt: built with care", "never-saved  Miss")]
    [InlineData("Backup.ps1", "backup/20")]
    public async Task Example_WithoutArguments_RunsToItsEnd(string name, params string[] shown)
    {
        (int code, string output, string errors) = await ShellProcess.RunAsync(Path.Combine(Repository.Root, "examples", name));

        Assert.Equal(("", 0), (errors, code));
        Assert.All(shown, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }
}
