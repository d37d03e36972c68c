using R2.Unit.Support;

namespace R2.Unit.Cmdlets;

/// <summary>Users without a home that can be written: services, containers, read-only systems. In a process of its own, since the environment is the process's.</summary>
public sealed class StateFolderTests : IDisposable
{
    private const string Script = """
        param($Folder, $State, $Resume)
        $env:R2_MULTIPART_THRESHOLD_BYTES = 5MB
        $emulator = Start-R2Emulator demo
        [IO.File]::WriteAllBytes("$Folder/source", [byte[]]::new(12MB))
        $env:XDG_STATE_HOME = $env:LOCALAPPDATA = $State
        $with = if ($Resume) { @{ Resume = $true } } else { @{} }
        $up = Write-R2Object "$Folder/source" -Key k -PartSize 5MB @with -Verbose -ErrorVariable failure -ErrorAction SilentlyContinue 4>&1
        "up: $($up | Where-Object { $_.Size } | ForEach-Object Size) notes: $(@($up | Where-Object { "$_" -like '*cannot be written*' }).Count)"
        "requests: $($emulator.Requests.CountOf('CreateMultipartUpload'))"
        foreach ($e in $failure) { "$($e.FullyQualifiedErrorId): $e" }
        $null = Write-R2Object -Key down -InputObject ([byte[]]::new(12MB))
        $emulator.Requests.Clear()
        $down = Read-R2Object down -Path "$Folder/target" -PartSize 5MB @with -Verbose -ErrorVariable failure -ErrorAction SilentlyContinue 4>&1
        "down: $($down | Where-Object { $_.Length -and $_.FullName } | ForEach-Object Length) notes: $(@($down | Where-Object { "$_" -like '*cannot be written*' }).Count)"
        "requests: $($emulator.Requests.CountOf('GetObject'))"
        foreach ($e in $failure) { "$($e.FullyQualifiedErrorId): $e" }
        "left: $([IO.Directory]::GetFiles($Folder) | ForEach-Object { [IO.Path]::GetFileName($_) })"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("r2-state-").FullName;

    /// <summary>A file, where nobody can make a folder.</summary>
    private readonly string _state;

    public StateFolderTests()
    {
        _state = Path.Combine(Directory.CreateTempSubdirectory("r2-state-").FullName, "file");
        File.WriteAllText(_state, "");
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(Path.GetDirectoryName(_state)!, recursive: true);
    }

    [Fact]
    public async Task Transfer_NoStateFolder_GoesWithoutAJournal()
    {
        string output = await RunAsync("");

        Assert.Contains("up: 12582912 notes: 1", output, StringComparison.Ordinal);
        Assert.Contains("down: 12582912 notes: 1", output, StringComparison.Ordinal);
        Assert.Matches("left: (source target|target source)\r?\n", output);
        Assert.DoesNotContain("R2.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transfer_NoStateFolderAndResume_IsRefusedBeforeAnythingIsSent()
    {
        string output = await RunAsync("yes");

        Assert.Contains("up:  notes: 0", output, StringComparison.Ordinal);
        Assert.Contains("down:  notes: 0", output, StringComparison.Ordinal);
        Assert.Equal(2, output.Split("requests: 0").Length - 1);
        string[] errors = [.. output.Split('\n').Where(line => line.StartsWith("R2.StateFolderNotWritable,", StringComparison.Ordinal))];
        Assert.Equal(2, errors.Length);
        Assert.All(errors, error => Assert.Contains(_state, error, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.Contains(OperatingSystem.IsWindows() ? "LOCALAPPDATA" : "XDG_STATE_HOME", error, StringComparison.Ordinal));
        Assert.Matches("left: source\r?\n", output);
    }

    private async Task<string> RunAsync(string resume)
    {
        (int code, string output, string errors) = await ShellProcess.RunScriptAsync(Script, _folder, _state, resume);
        Assert.Equal(("", 0), (errors, code));
        return output;
    }
}
