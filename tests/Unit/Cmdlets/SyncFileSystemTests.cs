using System.ComponentModel;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets;

/// <summary>Syncs to a disk that is full, or read-only, and from one whose folders may not be read: file systems and users that only the test's own process sees.</summary>
public sealed class SyncFileSystemTests : IDisposable
{
    private const string Script = """
        param($Folder)
        $env:XDG_STATE_HOME = "$Folder-state"
        $null = Start-R2Emulator demo
        $null = Write-R2Object -Key large -InputObject ([byte[]]::new(3MB))
        $null = Write-R2Object -Key small -InputObject ([byte[]]::new(10))
        $null = Sync-R2Object -BucketName demo -Destination $Folder -Delete -ThrottleLimit 1 -Confirm:$false -SummaryVariable summary -ErrorVariable failures -ErrorAction SilentlyContinue
        "failed: $($summary.Failed), held back: $($summary.DeletionsHeldBack), complete: $($summary.Complete)"
        "last: $($failures[-1].FullyQualifiedErrorId)"
        "kept: $([IO.File]::ReadAllText("$Folder/kept"))"
        "left: $([IO.Directory]::GetFiles($Folder) | ForEach-Object { [IO.Path]::GetFileName($_) } | Sort-Object)"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("r2-disk-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        if (Directory.Exists(_folder + "-state"))
        {
            Directory.Delete(_folder + "-state", recursive: true);
        }
    }

    [Theory]
    [InlineData("rw", "failed: 1, held back: 1, complete: False", "left: kept small")]
    [InlineData("ro", "failed: 2, held back: 1, complete: False", "left: kept")]
    public async Task Sync_ToADiskThatTakesNoMore_FailsKeyByKey_AndDeletesNothing(string mode, string failed, string left)
    {
        string[] mount = ["--mount", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs \"$0\" && printf before >\"$0/kept\" && mount -o remount,$1 \"$0\" && shift && exec \"$@\"", _folder, mode];
        string[] unshare = await UnshareAsync();

        (int code, string output, string errors) = await ShellProcess.RunWithinAsync("unshare", [.. unshare, .. mount], Script, _folder);

        Assert.Equal(("", 0), (errors, code));
        Assert.Contains(failed, output, StringComparison.Ordinal);
        Assert.Contains("last: R2.SyncIncomplete,", output, StringComparison.Ordinal);
        Assert.Contains("kept: before", output, StringComparison.Ordinal);
        Assert.Contains(left + "\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>Root reads what it may not, unless it gives up that right.</summary>
    [UnixFact("Rights of folders are those of Unix.")]
    public async Task Sync_OfAFolderThatMayNotBeRead_SendsTheRest_AndDeletesNothing()
    {
        const string Upload = """
            param($Folder)
            $env:XDG_STATE_HOME = "$Folder-state"
            $null = Start-R2Emulator demo
            'old', 'locked/old', 'z' | ForEach-Object { $null = 'text' | Write-R2Object -Key $_ }
            $rows = Sync-R2Object $Folder r2://demo -Delete -Force -PassThru -Confirm:$false -SummaryVariable summary -ErrorVariable failures -ErrorAction SilentlyContinue
            "rows: $($rows | ForEach-Object { "$($_.Action) $($_.Key)" } | Sort-Object)"
            "failed: $($summary.Failed), held back: $($summary.DeletionsHeldBack), complete: $($summary.Complete)"
            "ids: $($failures | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] })"
            "left: $((Get-R2ObjectList).Key)"
            """;
        await File.WriteAllTextAsync(Path.Combine(_folder, "readable"), "text", TestContext.Current.CancellationToken);
        string locked = Directory.CreateDirectory(Path.Combine(_folder, "locked")).FullName, secret = Path.Combine(_folder, "z-secret");
        await File.WriteAllTextAsync(secret, "text", TestContext.Current.CancellationToken);
        FileModes.Set(locked, UnixFileMode.None);
        FileModes.Set(secret, UnixFileMode.None);
        const string Rights = "-dac_override,-dac_read_search";
        string[] without = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set", Rights, "--inh-caps", Rights] : ["env"];
        try
        {
            (int probe, _, string why) = await ShellProcess.RunProgramAsync(without[0], [.. without[1..], "true"]);
            Assert.SkipUnless(probe == 0, $"This machine lets root not give up its rights: {why}");

            (int code, string output, string errors) = await ShellProcess.RunWithinAsync(without[0], without[1..], Upload, _folder);

            Assert.Equal(("", 0), (errors, code));
            Assert.Contains("rows: Failed locked/ Failed z-secret Upload readable\n", output, StringComparison.Ordinal);
            Assert.Contains("failed: 2, held back: 2, complete: False", output, StringComparison.Ordinal);
            Assert.Contains("R2.SyncListingIncomplete R2.SourceUnreadable R2.SyncIncomplete", output, StringComparison.Ordinal);
            Assert.Contains("left: locked/old old readable z\n", output, StringComparison.Ordinal);
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"This machine has no setpriv: {e.Message}");
        }
        finally
        {
            FileModes.Set(locked, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Root may mount as it is; anybody else in a user namespace, where the system allows those.</summary>
    private static async Task<string[]> UnshareAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A file system of its own for one process can be had on Linux only.");
        string[] options = Environment.IsPrivilegedProcess ? [] : ["--user", "--map-root-user"];
        try
        {
            (int code, _, string why) = await ShellProcess.RunProgramAsync("unshare", [.. options, "--mount", "mount", "-t", "tmpfs", "tmpfs", Path.GetTempPath()]);
            Assert.SkipUnless(code == 0, $"This machine mounts no file system for a test: {why}");
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"This machine has no unshare: {e.Message}");
        }

        return options;
    }
}
