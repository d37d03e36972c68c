using System.Diagnostics;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets;

/// <summary>Scripts in a process of their own: what variables alone make of them.</summary>
public sealed class SimulationShellTests : IDisposable
{
    private const string Script = """
        $ErrorActionPreference = 'Stop'
        $null = 'one', 'two' | Write-R2Object -Key a
        Read-R2Object a -AsString
        Get-R2ObjectList | ForEach-Object { "$($_.Key) $($_.Size) $($_.ETag) $($_.LastModified.Ticks)" }
        Remove-R2Object a -Confirm:$false | ForEach-Object Key
        Test-R2Object a
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("r2-simulation-shell-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Recording => Path.Combine(_folder, "rec");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task UnchangedScript_RecordsOnceAndThenReplays_WithoutServerAccountOrCredential()
    {
        (int Code, string Output, string Errors) live;
        using (R2EmulatorServer emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["demo"] }))
        {
            live = await RunAsync(Script, new()
            {
                ["R2_SIMULATION_ENABLED"] = "true",
                ["R2_ENDPOINT"] = emulator.Endpoint.AbsoluteUri,
                ["R2_ACCESS_KEY_ID"] = emulator.AccessKeyId,
                ["R2_SECRET_ACCESS_KEY"] = emulator.SecretAccessKey,
            });
        }

        (int Code, string Output, string Errors) replayed = await RunAsync(Script, new() { ["R2_SIMULATION_ENABLED"] = "true" });
        (int Code, string Output, string Errors) strict = await RunAsync(Script, new()
        {
            ["R2_SIMULATION_ENABLED"] = "strict",
            // As in a fork, which gets variables but no secrets.
            ["R2_ACCOUNT_ID"] = new string('f', 32),
            ["R2_ACCESS_KEY_ID"] = "of-somebody",
            ["R2_SECRET_ACCESS_KEY"] = "",
        });

        Assert.Equal((0, ""), (live.Code, live.Errors));
        Assert.Contains("two", live.Output, StringComparison.Ordinal);
        Assert.Equal(live, replayed);
        Assert.Equal(live, strict);
    }

    [Fact]
    public async Task DefaultPath_IsBelowTheFolderThatTheProcessWasStartedIn()
    {
        using R2EmulatorServer emulator = R2EmulatorServer.Start();
        (int code, _, string errors) = await RunAsync($"$null = $ExecutionContext.SessionState.Path.SetLocation('{Path.GetTempPath()}'); $null = Get-R2Bucket", new()
        {
            ["R2_SIMULATION_ENABLED"] = "record",
            ["R2_SIMULATION_RECORDING_PATH"] = null,
            ["R2_ENDPOINT"] = emulator.Endpoint.AbsoluteUri,
            ["R2_ACCESS_KEY_ID"] = emulator.AccessKeyId,
            ["R2_SECRET_ACCESS_KEY"] = emulator.SecretAccessKey,
        });

        Assert.Equal((0, ""), (code, errors));
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "recordings", "r2", "recording.jsonl"), Cancellation);
        Assert.Equal("""{"end":{"exchanges":1}}""", lines[^1]);
    }

    [Theory]
    [InlineData("maybe", "R2_SIMULATION_ENABLED is 'maybe'; it must be true")]
    [InlineData("replay", "There is no recording in")]
    public async Task BadVariable_FailsBeforeAnythingIsSent(string enabled, string message)
    {
        (int code, string output, string errors) = await RunAsync("$ErrorActionPreference = 'Stop'; Get-R2Bucket", new() { ["R2_SIMULATION_ENABLED"] = enabled });

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordingCutShort_IsNeverRecordedOver()
    {
        Directory.CreateDirectory(Recording);
        string index = Path.Combine(Recording, "recording.jsonl");
        await File.WriteAllTextAsync(index, "{\"format\":\"r2-recording\",\"version\":1}\n", Cancellation);

        (int code, _, string errors) = await RunAsync("$ErrorActionPreference = 'Stop'; Get-R2Bucket", new() { ["R2_SIMULATION_ENABLED"] = "true" });

        Assert.Equal(1, code);
        Assert.Contains("was cut short", errors, StringComparison.Ordinal);
        Assert.Equal("{\"format\":\"r2-recording\",\"version\":1}\n", await File.ReadAllTextAsync(index, Cancellation));
    }

    [Fact]
    public async Task Stop_WithWarningsAsErrors_EndsTheReplay_AndSaysItOnce()
    {
        (int Code, string Output, string Errors) run = await RunAsync("""
            $null = Start-R2Emulator demo
            $null = Start-R2Simulation -Record -Path stopped; $null = Test-R2Object k; Stop-R2Simulation
            $null = Start-R2Simulation -Replay -Path stopped
            try { Stop-R2Simulation -WarningAction Stop } catch { 'refused' }
            """, []);

        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.EndsWith("refused\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Single(run.Output.Split("not replayed").Skip(1));
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string script, Dictionary<string, string?> variables)
    {
        string file = Path.Combine(_folder, "script.ps1");
        await File.WriteAllTextAsync(file, script, Cancellation);
        return await RunFileAsync(file, variables);
    }

    private Task<(int Code, string Output, string Errors)> RunFileAsync(string file, Dictionary<string, string?> variables)
    {
        ProcessStartInfo start = ShellProcess.Start(file);
        start.WorkingDirectory = _folder;
        start.Environment["R2_BUCKET"] = "demo";
        start.Environment["R2_SIMULATION_RECORDING_PATH"] = Recording;
        foreach ((string name, string? value) in variables)
        {
            start.Environment[name] = value;
        }

        return ShellProcess.RunAsync(start);
    }
}
