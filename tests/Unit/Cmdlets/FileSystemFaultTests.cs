using System.ComponentModel;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets;

/// <summary>Downloads to a disk that is full, or read-only: a file system of 1 MiB that only the test's own process sees.</summary>
public sealed class FileSystemFaultTests : IDisposable
{
    /// <summary>Of 3 MB, which is written as it comes, and of 12 MB, for which room is taken beforehand.</summary>
    private const string Script = """
        param($Folder)
        $env:R2_MULTIPART_THRESHOLD_BYTES = 5MB
        $env:XDG_STATE_HOME = "$Folder-state"
        $null = Start-R2Emulator demo
        $null = Write-R2Object -Key short -InputObject ([byte[]]::new(3MB))
        $null = Write-R2Object -Key long -InputObject ([byte[]]::new(12MB))
        foreach ($key in 'short', 'long') {
            Read-R2Object $key -Path "$Folder/target" -Force -ErrorVariable failure -ErrorAction SilentlyContinue
            "$($key): $($failure[0].FullyQualifiedErrorId): $($failure[0])"
        }
        "target: $([IO.File]::ReadAllText("$Folder/target"))"
        "left: $([IO.Directory]::GetFileSystemEntries($Folder))"
        "journals: $([IO.Directory]::Exists($env:XDG_STATE_HOME) -and [IO.Directory]::GetFiles($env:XDG_STATE_HOME, '*', 'AllDirectories'))"
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
    [InlineData("rw", "R2.FileError", "No space left on device|disk was full")]
    [InlineData("ro", "R2.(FileError|FileAccessDenied)", "Read-only file system|Access to the path")]
    public async Task Read_DiskThatTakesNoMore_IsAnErrorAndLeavesWhatWasThere(string mode, string id, string message)
    {
        string[] mount = ["--mount", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs \"$0\" && printf before >\"$0/target\" && mount -o remount,$1 \"$0\" && shift && exec \"$@\"", _folder, mode];
        string[] unshare = await UnshareAsync();

        (int code, string output, string errors) = await ShellProcess.RunWithinAsync("unshare", [.. unshare, .. mount], Script, _folder);

        Assert.Equal(("", 0), (errors, code));
        Assert.Matches($"short: {id},.*: .*({message})", output);
        Assert.Matches($"long: {id},.*: .*({message})", output);
        Assert.Contains("target: before", output, StringComparison.Ordinal);
        Assert.Matches($"left: {_folder}/target\r?\n", output);
        Assert.Contains("journals: False", output, StringComparison.Ordinal);
    }

    /// <summary>Root may mount as it is; anybody else in a user namespace, where the system allows those.</summary>
    private static async Task<string[]> UnshareAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A file system of its own for one process can be had on Linux only.");
        string[] options = Environment.IsPrivilegedProcess ? [] : ["--user", "--map-root-user"];
        try
        {
            string probe = Path.GetTempPath();
            (int code, _, string why) = await ShellProcess.RunProgramAsync("unshare", [.. options, "--mount", "mount", "-t", "tmpfs", "tmpfs", probe]);
            Assert.SkipUnless(code == 0, $"This machine mounts no file system for a test: {why}");
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"This machine has no unshare: {e.Message}");
        }

        return options;
    }
}
