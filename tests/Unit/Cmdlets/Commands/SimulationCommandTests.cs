using System.Management.Automation;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class SimulationCommandTests : CmdletTest
{
    private const string Cycle = """
        'Hello', 'World' | Write-R2Object -Key a/hello.txt -Metadata @{ author = 'me' }
        1..5 | ForEach-Object { "n$_" | Write-R2Object -Key "a/n$_" }
        Get-R2Object a/hello.txt
        Read-R2Object a/hello.txt -AsString
        Get-R2ObjectList -Prefix a/
        Get-R2ObjectList -Delimiter /
        Copy-R2Object a/hello.txt b/copy.txt
        Test-R2Object b/copy.txt
        $upload = Start-R2MultipartUpload c/parts
        $upload
        $part = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject 'part'
        $part
        $part | Complete-R2MultipartUpload -Key c/parts -UploadId $upload.UploadId
        Get-R2ObjectList | Remove-R2Object -Confirm:$false
        Get-R2ObjectList
        Test-R2Object b/copy.txt
        """;

    private string Recording => Path.Combine(Folder, "rec");

    [Fact]
    public void Cycle_RecordedOnAnOpenConnection_ReplaysEqualObjectsWithoutServer()
    {
        IReadOnlyList<string> live = Texts(Run($"$null = Start-R2Simulation -Record -Path '{Recording}'; {Cycle}; Stop-R2Simulation").ThrowIfFailed());
        Emulator.Stop();

        PowerShellResult replayed = Run($"$null = Start-R2Simulation -Replay -Path '{Recording}' -Strict; {Cycle}; Stop-R2Simulation").ThrowIfFailed();

        Assert.Equal(live, Texts(replayed));
        Assert.True(live.Count > 50);
        Assert.Empty(replayed.Warnings);
    }

    [Fact]
    public void Replay_NeedsNoConnectionAndNoCredential()
    {
        Run($"$null = Start-R2Simulation -Record -Path '{Recording}'; $null = 'x' | Write-R2Object -Key k; $null = Read-R2Object k -AsString; Stop-R2Simulation").ThrowIfFailed();
        Emulator.Stop();
        using PowerShellSession other = new();

        IReadOnlyList<PSObject> output = other.Run($"""
            $null = Start-R2Simulation -Replay -Path '{Recording}' -Strict
            $null = 'x' | Write-R2Object -Key k -BucketName {Bucket}
            $null = Connect-R2 -AccountId ffffffffffffffffffffffffffffffff -BucketName {Bucket}
            Read-R2Object k -AsString
            Get-R2Simulation
            Stop-R2Simulation
            Get-R2Simulation
            """).ThrowIfFailed().Output;

        Assert.Equal("x", output[0].BaseObject);
        Assert.Equal((2, 2, 0), (output[1].Properties["RecordedCount"].Value, output[1].Properties["ReplayedCount"].Value, output[1].Properties["UnrecordedCount"].Value));
        Assert.Equal(2, output.Count);
    }

    [Fact]
    public void Stop_OfAReplay_ReportsWhatWasNeverAskedFor()
    {
        Run($"$null = Start-R2Simulation -Record -Path '{Recording}'; $null = 'x' | Write-R2Object -Key k; $null = Test-R2Object k; Stop-R2Simulation").ThrowIfFailed();

        PowerShellResult result = Run($"$null = Start-R2Simulation -Replay -Path '{Recording}'; $null = 'x' | Write-R2Object -Key k; Stop-R2Simulation").ThrowIfFailed();

        string warning = Assert.Single(result.Warnings);
        Assert.Contains("1 requests that were not replayed: #2 HEAD /test-bucket/k (200).", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void UnrecordedRequest_InAStrictReplay_IsAnErrorThatShowsTheNearest()
    {
        Run($"$null = Start-R2Simulation -Record -Path '{Recording}'; $null = 'x' | Write-R2Object -Key k; Stop-R2Simulation").ThrowIfFailed();

        ErrorRecord error = RunToError($"$null = Start-R2Simulation -Replay -Path '{Recording}' -Strict; $null = 'y' | Write-R2Object -Key k");

        AssertError(error, "R2.NotRecorded", ErrorCategory.ObjectNotFound, "test-bucket/k");
        Assert.Contains("Nearest is #1 PUT /test-bucket/k (200). What differs:", error.Exception.Message, StringComparison.Ordinal);
        Run("Stop-R2Simulation").ThrowIfFailed();
    }

    [Fact]
    public void UnrecordedRead_InAReplay_AnswersNotFoundWithAWarning()
    {
        Run($"$null = Start-R2Simulation -Record -Path '{Recording}'; $null = 'x' | Write-R2Object -Key k; Stop-R2Simulation").ThrowIfFailed();

        PowerShellResult result = Run($"$null = Start-R2Simulation -Replay -Path '{Recording}'; Test-R2Object other");

        Assert.Equal(false, result.Output.Single().BaseObject);
        Assert.Contains("holds no answer for HEAD /test-bucket/other", Assert.Single(result.Warnings), StringComparison.Ordinal);
        AssertError(RunToError("Read-R2Object other -AsString"), "R2.NoSuchKey", ErrorCategory.ObjectNotFound, "test-bucket/other");
        Run("Stop-R2Simulation").ThrowIfFailed();
    }

    [Fact]
    public void Start_WhereItMayNot_FailsAndSaysWhy()
    {
        Run($"$null = Start-R2Simulation -Record -Path '{Recording}'").ThrowIfFailed();

        AssertError(RunToTerminatingError(Session, $"Start-R2Simulation -Replay -Path '{Recording}'"), "R2.SimulationRunning", ErrorCategory.ResourceExists);
        Run("Stop-R2Simulation").ThrowIfFailed();
        AssertError(RunToTerminatingError(Session, $"Start-R2Simulation -Record -Path '{Recording}'"), "R2.RecordingExists", ErrorCategory.ResourceExists);
        AssertError(RunToTerminatingError(Session, $"Start-R2Simulation -Replay -Path '{Folder}/nothing'"), "R2.RecordingNotFound", ErrorCategory.ObjectNotFound);
        Assert.Empty(Run($"Start-R2Simulation -Record -Path '{Folder}/whatif' -WhatIf; Get-R2Simulation").ThrowIfFailed().Output);
        Assert.False(Directory.Exists(Path.Combine(Folder, "whatif")));
        Run($"$null = Start-R2Simulation -Record -Path '{Recording}' -Force; Stop-R2Simulation").ThrowIfFailed();
    }

    [Fact]
    public void Stop_GivesTheConnectionBackToTheServer()
    {
        Run($"$null = Start-R2Simulation -Record -Path '{Recording}'; $null = Test-R2Object k; Stop-R2Simulation").ThrowIfFailed();
        Run($"$null = Start-R2Simulation -Replay -Path '{Recording}'; $null = Test-R2Object k; Stop-R2Simulation").ThrowIfFailed();
        long before = Emulator.Requests.Total;

        Assert.Equal(false, Run("Test-R2Object k").ThrowIfFailed().Output.Single().BaseObject);
        Assert.Equal(before + 1, Emulator.Requests.Total);
    }

    [Fact]
    public void Archive_ExportedAndImported_Replays()
    {
        PowerShellResult result = Run($"""
            $null = Start-R2Simulation -Record -Path '{Recording}'; $null = 'x' | Write-R2Object -Key k; Stop-R2Simulation
            Export-R2Simulation '{Recording}' '{Folder}/rec.zip' | ForEach-Object Name
            (Import-R2Simulation '{Folder}/rec.zip' '{Folder}/imported').Name
            $null = Start-R2Simulation -Replay -Path '{Folder}/imported' -Strict; ('x' | Write-R2Object -Key k).Key; Stop-R2Simulation
            """).ThrowIfFailed();

        Assert.Equal(["rec.zip", "imported", "k"], result.As<string>());
        AssertError(RunToError($"Export-R2Simulation '{Recording}' '{Folder}/rec.zip'"), "R2.FileExists", ErrorCategory.ResourceExists);
    }

    [Fact]
    public void Simulation_BelongsToItsRunspaceAlone()
    {
        using PowerShellSession other = new();
        Run($"$null = Start-R2Simulation -Record -Path '{Recording}'").ThrowIfFailed();

        Assert.Empty(other.Run("Get-R2Simulation").ThrowIfFailed().Output);
        Run("Stop-R2Simulation").ThrowIfFailed();
    }

    private static IReadOnlyList<string> Texts(PowerShellResult result) => [.. result.Output.SelectMany(static (item, i) => ObjectText.Of($"[{i}] {item.BaseObject.GetType().Name}", item.BaseObject))];
}
