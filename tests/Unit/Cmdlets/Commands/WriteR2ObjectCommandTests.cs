using System.Management.Automation;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class WriteR2ObjectCommandTests : CmdletTest
{
    private const string GetChildItem = "$ExecutionContext.InvokeProvider.ChildItem.Get($folder, $false)";

    [Fact]
    public void PipedFiles_GetPrefixAndName()
    {
        WriteFile("a.txt", "first");
        WriteFile("b [1].txt", "second");

        PowerShellResult result = Run($"{GetChildItem} | Write-R2Object -Prefix 2026/11/").ThrowIfFailed();

        Assert.Equal(["2026/11/a.txt", "2026/11/b [1].txt"], Keys());
        Assert.Equal("second", Text("2026/11/b [1].txt"));
        R2UploadResult first = Assert.Single(result.As<R2UploadResult>(), item => item.Key == "2026/11/a.txt");
        Assert.Equal((5, Path.Combine(Folder, "a.txt")), (first.Size, first.Source));
    }

    [Fact]
    public void ManyPipedFiles_Overlap_EachIsStoredWithItsOwnBytes()
    {
        for (int i = 0; i < 60; i++)
        {
            WriteFile($"{i}.txt", $"file {i}");
        }

        Run($"{GetChildItem} | Write-R2Object -ThrottleLimit 16").ThrowIfFailed();

        Assert.All(Run("Get-R2ObjectList | ForEach-Object { $_.Key + '=' + (Read-R2Object -Key $_.Key -AsString) }").ThrowIfFailed().As<string>(), line =>
            Assert.Equal("file " + line.Split('.')[0], line.Split('=')[1]));
        Assert.Equal(60, Keys().Length);
    }

    [Theory]
    [InlineData("Write-R2Object -Path $folder/*.txt", "a.txt,b.txt")]
    [InlineData("Write-R2Object $folder/a.txt -Key renamed", "renamed")]
    [InlineData("Write-R2Object -LiteralPath $folder/a.txt, $folder/c.bin", "a.txt,c.bin")]
    [InlineData("Write-R2Object -Path $folder/sub -Recurse -Prefix p/", "p/sub/deep/d.txt")]
    [InlineData("[pscustomobject]@{ FullName = \"$folder/a.txt\"; Key = 'by/name' } | Write-R2Object", "by/name")]
    public void Paths_NameTheirKeys(string command, string keys)
    {
        WriteFile("a.txt");
        WriteFile("b.txt");
        WriteFile("c.bin");
        WriteFile("sub/deep/d.txt");

        Run(command).ThrowIfFailed();

        Assert.Equal(keys.Split(','), Keys());
    }

    [Theory]
    [InlineData("'text' | Write-R2Object -Key note", "text")]
    [InlineData("'one', 'two' | Write-R2Object -Key note", "one\ntwo")]
    [InlineData("Write-R2Object -Key note -InputObject 'one', 'two'", "one\ntwo")]
    [InlineData("Write-R2Object -Key note -InputObject ([byte[]] (72, 105))", "Hi")]
    [InlineData("[byte[]] (72, 105) | Write-R2Object -Key note", "Hi")]
    [InlineData("Write-R2Object -Key note -InputObject @([byte] 72, [byte] 105)", "Hi")]
    [InlineData("'' | Write-R2Object -Key note", "")]
    [InlineData("Write-R2Object -Key note -InputObject ([IO.MemoryStream]::new([byte[]] (72, 105)))", "Hi")]
    [InlineData("Write-R2Object -Key note -InputObject ([IO.Compression.GZipStream]::new([IO.MemoryStream]::new([Convert]::FromBase64String('H4sIAAAAAAACA/PIBAAODhdNAgAAAA==')), [IO.Compression.CompressionMode]::Decompress))", "Hi")]
    public void Content_IsStoredAsItIs(string command, string expected)
    {
        Run(command).ThrowIfFailed();

        Assert.Equal(expected, Text("note"));
    }

    [Fact]
    public void Metadata_IsStored()
    {
        Run("'x' | Write-R2Object -Key k -ContentType text/css -CacheControl no-cache -Metadata @{ owner = 'ops'; size = 5 } -StorageClass STANDARD_IA").ThrowIfFailed();

        R2ObjectInfo info = Run("Get-R2Object k").ThrowIfFailed().As<R2ObjectInfo>().Single();
        Assert.Equal(("text/css", "no-cache", "STANDARD_IA"), (info.ContentType, info.CacheControl, info.StorageClass));
        Assert.Equal(("ops", "5"), (info.Metadata["owner"], info.Metadata["size"]));
    }

    [Fact]
    public void IfNoneMatch_ObjectIsThere_Refused()
    {
        Run("'old' | Write-R2Object -Key k").ThrowIfFailed();

        AssertError(RunToError("'new' | Write-R2Object -Key k -IfNoneMatch '*'"), "R2.PreconditionFailed", ErrorCategory.InvalidOperation, $"{Bucket}/k");

        Assert.Equal("old", Text("k"));
    }

    [Fact]
    public void WhatIf_SendsNothing()
    {
        WriteFile("a.txt");

        Run("Write-R2Object -Path $folder/a.txt -WhatIf; 'x' | Write-R2Object -Key b -WhatIf").ThrowIfFailed();

        Assert.Empty(Keys());
        Assert.DoesNotContain(Emulator.Requests, request => request.Operation == "PutObject");
    }

    [Fact]
    public void MissingFileAndFolder_AreErrors_OthersAreWritten()
    {
        WriteFile("a.txt");
        WriteFile("sub/b.txt");

        PowerShellResult result = Run("Write-R2Object -LiteralPath $folder/none.txt, $folder/sub, $folder/a.txt");

        Assert.Equal(2, result.Errors.Count);
        AssertError(result.Errors[0], "R2.FileNotFound", ErrorCategory.ObjectNotFound, Folder + "/none.txt");
        AssertError(result.Errors[1], "R2.PathIsFolder", ErrorCategory.InvalidArgument);
        Assert.Equal(["a.txt"], Keys());
    }

    [Theory]
    [InlineData("Write-R2Object -Path $folder/*.none", "R2.FileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Write-R2Object -Path nodrive:/x", "R2.FileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Write-R2Object -LiteralPath Env:/PATH", "R2.InvalidArgument", ErrorCategory.InvalidArgument)]
    [InlineData("'x' | Write-R2Object", "R2.KeyRequired", ErrorCategory.InvalidArgument)]
    [InlineData("'x' | Write-R2Object -Key ('k' * 1025)", "R2.InvalidObjectName", ErrorCategory.InvalidArgument)]
    [InlineData("'x' | Write-R2Object -Key k -BucketName Not_A_Bucket", "R2.InvalidBucketName", ErrorCategory.InvalidArgument)]
    [InlineData("'x' | Write-R2Object -Key k -BucketName missing-bucket", "R2.NoSuchBucket", ErrorCategory.ObjectNotFound)]
    [InlineData("'x' | Write-R2Object -Key k -Metadata @{ a = 'x' * 9000 }", "R2.MetadataTooLarge", ErrorCategory.InvalidArgument)]
    public void BadInput_IsAnErrorAndThePipelineGoesOn(string command, string id, ErrorCategory category) =>
        AssertError(RunToError(command), id, category);

    [Fact]
    public void TwoFilesForOneKey_SecondIsRefused()
    {
        WriteFile("a/same.txt", "first");
        WriteFile("b/same.txt", "second");

        AssertError(RunToError("Write-R2Object -Path $folder/a/same.txt, $folder/b/same.txt | ForEach-Object { }"), "R2.DuplicateKey", ErrorCategory.InvalidArgument);

        Assert.Equal("first", Text("same.txt"));
    }

    [Fact]
    public void Stop_WhileUploadStalls_EndsAtOnceAndStoresNothing()
    {
        Emulator.Faults.Add(Fault.Stall());
        using RunningPipeline pipeline = Session.Start("'x' | Write-R2Object -Key k");
        SpinWait.SpinUntil(() => Emulator.Requests.Count > 0, TimeSpan.FromSeconds(10));

        Assert.True(pipeline.Stop().WasStopped);
    }

    [Theory]
    [InlineData("'one', 'two'", "one\ntwo")]
    [InlineData("[byte]49, [byte]50", "12")]
    public void PipedContent_ThatCarriesThePathOfItsFile_IsWrittenAndNotTheFile(string pieces, string expected)
    {
        WriteFile("log.txt", "one\ntwo\nthree");
        // As Get-Content emits its lines and bytes.
        string read = $"{pieces} | ForEach-Object {{ $piece = [psobject]$_; $piece.PSObject.Properties.Add([psnoteproperty]::new('PSPath', \"$folder/log.txt\")); $piece }}";

        Run($"{read} | Write-R2Object -Key filtered").ThrowIfFailed();

        Assert.Equal(expected, Text("filtered"));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Key = 'k' } | Write-R2Object", "R2.InputObjectNotBound", "does not name a file")]
    [InlineData("[pscustomobject]@{ Key = 'k'; File = \"$folder/a.txt\" } | Write-R2Object", "R2.InputObjectNotBound", "does not name a file")]
    public void PipedInput_ThatSaysNotWhatToWrite_IsAnErrorAndNotSilent(string command, string id, string message)
    {
        WriteFile("a.txt");

        ErrorRecord error = RunToError(command);

        AssertError(error, id, ErrorCategory.InvalidArgument);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Keys());
    }
}
