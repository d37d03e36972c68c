using System.Reflection;
using System.Reflection.Emit;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets;

/// <summary>The module in a process of its own, where nothing but the module brings its assemblies.</summary>
public sealed class ShellTests
{
    [Theory]
    [InlineData("exit 5", 5, "")]
    [InlineData("throw 'broken'", 1, "broken")]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-R2Bucket", 1, "There is no connection to R2 in this session.")]
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

    /// <summary>Every Polly 8 calls itself 8.0.0.0, so one that another module brought along would take the place of ours.</summary>
    [Fact]
    public async Task ForeignPolly_LoadedFirst_RequestsGoThroughOurs()
    {
        string folder = Directory.CreateTempSubdirectory("r2-polly-").FullName;
        try
        {
            PersistedAssemblyBuilder foreign = new(new AssemblyName("Polly.Core, Version=8.0.0.0"), typeof(object).Assembly);
            foreign.DefineDynamicModule("Polly.Core").DefineType("Polly.ResiliencePipeline", TypeAttributes.Public).CreateType();
            foreign.Save(Path.Combine(folder, "Polly.Core.dll"));
            string script = Path.Combine(folder, "script.ps1");
            await File.WriteAllTextAsync(
                script,
                """
                param($Polly)
                $ErrorActionPreference = 'Stop'
                Remove-Module R2
                $foreign = [Reflection.Assembly]::LoadFrom($Polly)
                Import-Module ([IO.Path]::Combine([AppContext]::BaseDirectory -replace '[\\/]tools[\\/].*', 'out', 'R2', 'R2.psd1'))
                $null = Start-R2Emulator demo
                'hello' | Write-R2Object -Key k | Out-Null
                "read: $(Read-R2Object k -AsString)"
                $loaded = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'Polly.Core', 'R2.Resilience' }
                $loaded | ForEach-Object { "$($_.GetName().Name) in $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
                """,
                TestContext.Current.CancellationToken);

            (int code, string output, string errors) = await ShellProcess.RunAsync(script, "-Polly", Path.Combine(folder, "Polly.Core.dll"));

            Assert.Equal("", errors);
            Assert.Equal(0, code);
            Assert.Equal(
                ["Polly.Core in Default", "Polly.Core in R2", "R2.Resilience in R2", "read: hello"],
                output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
