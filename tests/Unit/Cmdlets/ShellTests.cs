using R2.Unit.Support;

namespace R2.Unit.Cmdlets;

/// <summary>The module in a process of its own, where nothing but the module brings its assemblies.</summary>
public sealed class ShellTests
{
    [Theory]
    [InlineData("exit 5", 5, "")]
    [InlineData("throw 'broken'", 1, "broken")]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-R2Bucket", 1, "This session is not connected to R2.")]
    [InlineData("param($Name) if ($Name -ne 'a b') { exit 9 }", 0, "")]
    [InlineData("$null = Start-R2Emulator; if ([R2.Emulator.Fault].Assembly.Location -notlike '*dependencies*') { exit 8 }", 0, "")]
    public async Task Script_EndsWithItsCode(string script, int code, string error)
    {
        string file = Path.Combine(Path.GetTempPath(), $"r2-shell-{Guid.NewGuid():N}.ps1");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        try
        {
            (int actual, _, string errors) = await ShellProcess.RunAsync(file, "-Name", "a b");

            Assert.Equal(code, actual);
            Assert.Contains(error, errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
