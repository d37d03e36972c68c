using System.Management.Automation;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class ReadR2ObjectCommandTests : CmdletTest
{
    [Fact]
    public void PipedList_RestoresTheTree()
    {
        Run("'one' | Write-R2Object -Key a/1.txt; 'two' | Write-R2Object -Key 2.txt; 'three' | Write-R2Object -Key a/b/3.txt").ThrowIfFailed();

        PowerShellResult result = Run("Get-R2ObjectList | Where-Object Size -gt 1 | Read-R2Object -Path $folder/restore").ThrowIfFailed();

        Assert.Equal(3, result.As<FileInfo>().Count);
        Assert.Equal("one", File.ReadAllText(Path.Combine(Folder, "restore/a/1.txt")));
        Assert.Equal("three", File.ReadAllText(Path.Combine(Folder, "restore/a/b/3.txt")));
        Assert.Equal("two", File.ReadAllText(Path.Combine(Folder, "restore/2.txt")));
    }

    [Fact]
    public void PipedKeys_LocationChangesMeanwhile_AllGoWhereTheFirstWent()
    {
        Run("'one' | Write-R2Object -Key 1.txt; 'two' | Write-R2Object -Key 2.txt").ThrowIfFailed();

        Run("""
            $there = [IO.Directory]::CreateDirectory("$folder/there").FullName
            $path = $ExecutionContext.SessionState.Path
            $null = $path.SetLocation($folder)
            '1.txt', '2.txt' | ForEach-Object { $_; $null = $path.SetLocation($there) } | Read-R2Object -Path restore
            """).ThrowIfFailed();

        Assert.Equal(["1.txt", "2.txt"], Directory.GetFiles(Path.Combine(Folder, "restore")).Select(static file => Path.GetFileName(file)).Order());
    }

    [Fact]
    public void BinaryFile_ComesBackByteForByte()
    {
        byte[] bytes = new byte[3_000_001];
        new Random(5).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(Folder, "in.bin"), bytes);

        Run("$null = Write-R2Object $folder/in.bin; Read-R2Object in.bin -Path $folder/out.bin").ThrowIfFailed();

        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(Folder, "out.bin")));
        Assert.Equal(bytes, (byte[])Run("Read-R2Object in.bin -AsByteStream -Raw").ThrowIfFailed().Output.Single().BaseObject);
        byte[][] pieces = [.. Run("Read-R2Object in.bin -AsByteStream | ForEach-Object { , $_ }").ThrowIfFailed().As<byte[]>()];
        Assert.All(pieces, piece => Assert.InRange(piece.Length, 1, 65_536));
        Assert.True(bytes.AsSpan().SequenceEqual(pieces.SelectMany(piece => piece).ToArray()));
    }

    [UnixFact("Windows tells it of every file.")]
    public void File_HasWhatPowerShellsTableOfFilesShows()
    {
        Run("'0123456789' | Write-R2Object -Key k").ThrowIfFailed();

        PowerShellResult shown = Run("Read-R2Object k -Path $folder/k.txt | ForEach-Object { $_.UnixMode; $_.Size }").ThrowIfFailed();

        Assert.StartsWith("-rw", (string)shown.Output[0].BaseObject, StringComparison.Ordinal);
        Assert.Equal(10L, shown.Output[1].BaseObject);
    }

    [Theory]
    [InlineData("2-4", "234")]
    [InlineData("7-", "789")]
    [InlineData("-2", "89")]
    public void Range_ReadsThatPart(string range, string expected)
    {
        Run("'0123456789' | Write-R2Object -Key k").ThrowIfFailed();

        Assert.Equal(expected, Run($"Read-R2Object k -AsString -Range '{range}'").ThrowIfFailed().Output.Single().BaseObject);
    }

    [Fact]
    public void AsStream_BelongsToTheUser()
    {
        Run("'streamed' | Write-R2Object -Key k").ThrowIfFailed();

        PowerShellResult result = Run("$s = Read-R2Object k -AsStream; try { [IO.StreamReader]::new($s).ReadToEnd() } finally { $s.Dispose() }").ThrowIfFailed();

        Assert.Equal("streamed", result.Output.Single().BaseObject);
    }

    [Theory]
    [InlineData("../up.txt")]
    [InlineData("a/../../up.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("folder/")]
    public async Task KeyThatEscapes_IsRefusedAndOthersAreRead(string key)
    {
        await PutAsync(key);
        await PutAsync("fine.txt");

        ErrorRecord error = RunToError("Get-R2ObjectList | Read-R2Object -Path $folder/safe | ForEach-Object { }");

        AssertError(error, "R2.UnsafePath", ErrorCategory.SecurityError);
        Assert.Equal([Path.Combine(Folder, "safe", "fine.txt")], Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SanitizeNames")]
    public void FolderMarker_BecomesAFolder(string parameters)
    {
        Run("Write-R2Object -Key 'photos/empty/' -InputObject ''; 'x' | Write-R2Object -Key photos/1.txt").ThrowIfFailed();

        PowerShellResult result = Run($"Get-R2ObjectList | Read-R2Object -Path $folder/down {parameters}").ThrowIfFailed();

        Assert.Equal("empty", Assert.Single(result.Output.Select(o => o.BaseObject).OfType<DirectoryInfo>()).Name);
        Assert.Single(result.Output, o => o.BaseObject is FileInfo);
        Assert.Equal(["down", "down/photos", "down/photos/1.txt", "down/photos/empty"], Tree());
    }

    [Fact]
    public async Task FolderMarkerWithContent_IsAFileWithAnOddName()
    {
        await PutAsync("odd/");

        Run("$null = Read-R2Object odd/ -Path $folder/ -SanitizeNames").ThrowIfFailed();

        Assert.Equal(["odd%2F"], Tree());
    }

    [Theory]
    [InlineData("../up/")]
    [InlineData("/")]
    [InlineData("a//")]
    public void FolderMarkerThatEscapes_IsRefused(string key)
    {
        Run($"Write-R2Object -Key '{key}' -InputObject ''").ThrowIfFailed();

        AssertError(RunToError($"Read-R2Object '{key}' -Path $folder/"), "R2.UnsafePath", ErrorCategory.SecurityError);
        Assert.Empty(Tree());
    }

    [Fact]
    public void FolderMarkerThatIsALink_IsRefused()
    {
        string outside = Directory.CreateTempSubdirectory("r2-outside-").FullName;
        Directory.CreateSymbolicLink(Path.Combine(Folder, "link"), outside);
        Run("Write-R2Object -Key link/ -InputObject ''").ThrowIfFailed();

        AssertError(RunToError("Read-R2Object link/ -Path $folder"), "R2.UnsafePath", ErrorCategory.SecurityError);

        Directory.Delete(Path.Combine(Folder, "link"));
        Directory.Delete(outside);
    }

    [Fact]
    public void AsString_ByteCorruptedOnTheWay_IsAnErrorAndNoText()
    {
        Run("'0123456789' | Write-R2Object -Key k").ThrowIfFailed();
        Emulator.Faults.Add(Fault.CorruptResponseByte(5));

        AssertError(RunToError("Read-R2Object k -AsString"), "R2.ChecksumMismatch", ErrorCategory.InvalidData, $"{Bucket}/k");
        AssertError(RunToError("Read-R2Object k -AsByteStream"), "R2.ChecksumMismatch", ErrorCategory.InvalidData, $"{Bucket}/k");
        AssertError(RunToError("Read-R2Object k -AsByteStream -Raw"), "R2.ChecksumMismatch", ErrorCategory.InvalidData, $"{Bucket}/k");
        Assert.Single(Run("Read-R2Object k -AsString -SkipChecksum").ThrowIfFailed().Output);
    }

    [Fact]
    public void FileIsThere_KeptUnlessForced()
    {
        WriteFile("k", "mine");
        Run("'theirs' | Write-R2Object -Key k").ThrowIfFailed();

        AssertError(RunToError("Read-R2Object k -Path $folder/k"), "R2.FileExists", ErrorCategory.ResourceExists, $"{Bucket}/k");
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Folder, "k")));

        Run("Read-R2Object k -Path $folder/k -Force").ThrowIfFailed();
        Assert.Equal("theirs", File.ReadAllText(Path.Combine(Folder, "k")));
    }

    [Theory]
    [InlineData("Read-R2Object missing -AsString", "R2.NoSuchKey", ErrorCategory.ObjectNotFound)]
    [InlineData("Read-R2Object k -AsString -Range 100-200", "R2.InvalidRange", ErrorCategory.InvalidArgument)]
    [InlineData("Read-R2Object k -AsString -Range abc", "R2.InvalidRange", ErrorCategory.InvalidArgument)]
    [InlineData("Read-R2Object k -AsString -IfMatch '\"0\"'", "R2.PreconditionFailed", ErrorCategory.InvalidOperation)]
    [InlineData("Read-R2Object k -AsString -IfNoneMatch (Get-R2Object k).ETag", "R2.NotModified", ErrorCategory.InvalidOperation)]
    public void BadInput_IsAnErrorAndThePipelineGoesOn(string command, string id, ErrorCategory category)
    {
        Run("'x' | Write-R2Object -Key k").ThrowIfFailed();

        AssertError(RunToError(command), id, category);
    }

    [Fact]
    public void WhatIf_ReadsNothing()
    {
        Run("'x' | Write-R2Object -Key k; Read-R2Object k -Path $folder/k -WhatIf").ThrowIfFailed();

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void AnswerCutShort_LeavesNoFileBehind()
    {
        Run("'0123456789' | Write-R2Object -Key k").ThrowIfFailed();
        Emulator.Faults.Add(Fault.DropResponseBodyAfter(2));

        ErrorRecord error = RunToError("Read-R2Object k -Path $folder/k");

        Assert.Equal($"{Bucket}/k", error.TargetObject);
        Assert.Contains(error.CategoryInfo.Category, new[] { ErrorCategory.ConnectionError, ErrorCategory.InvalidData });
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void Stop_WhileDownloadStalls_LeavesNoFileBehind()
    {
        Run("'0123456789' | Write-R2Object -Key k").ThrowIfFailed();
        Emulator.Faults.Add(Fault.Stall(5));
        using RunningPipeline pipeline = Session.Start("Read-R2Object k -Path $folder/k");
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFiles(Folder).Length > 0, TimeSpan.FromSeconds(20)));

        Assert.True(pipeline.Stop().WasStopped);

        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    private string[] Tree() => [.. Directory.GetFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Fact]
    public void SeveralKeys_IntoAFile_SaysThatTheyNeedAFolder()
    {
        Run("'a', 'b' | ForEach-Object { $null = 'text' | Write-R2Object -Key $_ }").ThrowIfFailed();
        string file = WriteFile("there");

        PowerShellResult result = Run("Read-R2Object a, b -Path $folder/there -Force");

        Assert.All(result.Errors, error => AssertError(error, "R2.FileExists", ErrorCategory.ResourceExists));
        Assert.Equal(2, result.Errors.Count);
        Assert.Contains("need a folder", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("content", File.ReadAllText(file));
    }

    /// <summary>As other clients do: Write-R2Object refuses content under a key that ends in a slash.</summary>
    private async Task PutAsync(string key)
    {
        using R2Client client = new(new R2ClientOptions { Endpoint = Emulator.Endpoint, Credential = new R2Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey) });
        await client.PutObjectAsync(Bucket, key, R2Content.FromBytes("x"u8.ToArray()));
    }
}
