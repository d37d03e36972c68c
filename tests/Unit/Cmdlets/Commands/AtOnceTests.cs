using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

/// <summary>How much a command does at once, and for how long, as the server sees it.</summary>
public sealed class AtOnceTests : IDisposable
{
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);
    private readonly R2EmulatorServer _emulator;
    private readonly PowerShellSession _session = new();

    public AtOnceTests()
    {
        _emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"], TimeProvider = _time });
        UsedSecrets.Note(_emulator.SecretAccessKey);
        _session.Set("endpoint", _emulator.Endpoint);
        _session.Set("credential", CmdletTest.Credential(_emulator.AccessKeyId, _emulator.SecretAccessKey));
    }

    public void Dispose()
    {
        _session.Dispose();
        _emulator.Dispose();
    }

    /// <summary>From the first, with the pool as it is: the server holds all of them before it answers one.</summary>
    [Theory]
    [InlineData("PutObject", "1..150 | ForEach-Object { \"k$_\" } | Write-R2Object -Key { $_ } -ThrottleLimit 100")]
    [InlineData("HeadObject", "1..150 | ForEach-Object { \"k$_\" } | Test-R2Object -ThrottleLimit 100")]
    public async Task ThrottleLimit_Of100_Is100AtOnce(string operation, string script)
    {
        Run("$null = Connect-R2 -Endpoint $endpoint -Credential $credential -BucketName bucket");
        _emulator.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(5)) with { Operation = operation });

        Task<PowerShellResult> running = Task.Run(() => _session.Run(script), TestContext.Current.CancellationToken);
        await Until.Async(() => _emulator.Requests.CountOf(operation) >= 100 || running.IsCompleted);

        Assert.Equal(100, _emulator.Requests.CountOf(operation));
        _emulator.Faults.Clear();
        await _time.AdvanceUntilAsync(running, TimeSpan.FromMinutes(6));
        (await running).ThrowIfFailed();
        Assert.Equal(150, _emulator.Requests.CountOf(operation));
    }

    /// <summary>A producer that is faster than the network waits for it, in place of filling the memory: with two parts of 5 MiB on the way, 400 MB are not made.</summary>
    [Fact]
    public async Task Pipe_IntoASlowUpload_WaitsForIt()
    {
        int[] made = [0];
        _session.Set("made", made);
        Run("$null = Connect-R2 -Endpoint $endpoint -Credential $credential -BucketName bucket -Option @{ MultipartConcurrency = 2 }");
        _emulator.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(5)) with { Operation = "UploadPart" });
        Task<PowerShellResult> running = Task.Run(
            () => _session.Run("1..400 | ForEach-Object { $made[0]++; , [byte[]]::new(1000000) } | Select-Object -First 60 | Write-R2Object -Key pipe -PartSize 5MB"), TestContext.Current.CancellationToken);
        await Until.Async(() => _emulator.Requests.CountOf("UploadPart") == 2);
        for (int before = -1; before != Volatile.Read(ref made[0]);)
        {
            before = Volatile.Read(ref made[0]);
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        Assert.InRange(Volatile.Read(ref made[0]), 10, 40);
        _emulator.Faults.Clear();
        await _time.AdvanceUntilAsync(running, TimeSpan.FromMinutes(6));
        (await running).ThrowIfFailed();
    }

    [Fact]
    public void TotalTimeout_BoundsACommand_AndSaysSoForEachInput()
    {
        Run("$null = Connect-R2 -Endpoint $endpoint -Credential $credential -BucketName bucket -Option @{ TotalTimeoutSeconds = 1 }; $null = 'text' | Write-R2Object -Key a");
        _emulator.Faults.Add(Fault.Stall() with { Operation = "GetObject" });

        PowerShellResult result = _session.Run("'a', 'b', 'c' | Read-R2Object -AsString -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable errors; $errors");

        string[] errors = [.. result.ThrowIfFailed().Output.Select(static error => $"{error}")];
        Assert.Equal(3, errors.Length);
        Assert.All(errors, static error => Assert.Equal("The command was not done within 1 s (TotalTimeoutSeconds).", error));
    }

    private void Run(string script) => _session.Run(script).ThrowIfFailed();
}
