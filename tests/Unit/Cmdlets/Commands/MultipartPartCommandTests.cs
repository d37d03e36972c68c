using System.Management.Automation;
using System.Security.Cryptography;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

/// <summary>Writing and listing parts.</summary>
public sealed class MultipartPartCommandTests : CmdletTest
{
    public MultipartPartCommandTests()
        : base(new EmulatorLimits { MinimumPartSize = 4, MaximumPageSize = 2 })
    {
        Run("$upload = Start-R2MultipartUpload k").ThrowIfFailed();
    }

    [Fact]
    public void PiecesOfAFile_ByPipeline_ComeBackAsTheFile()
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(1_000_000);
        File.WriteAllBytes(Path.Combine(Folder, "big [1].bin"), bytes);

        PowerShellResult result = Run("""
            $piece = 300KB
            0..3 | ForEach-Object { [pscustomobject]@{ PartNumber = $_ + 1; Offset = $_ * $piece; Length = $piece } } |
                Write-R2MultipartPart $upload.Key $upload.UploadId -LiteralPath "$folder/big [1].bin"
            $null = $upload | Complete-R2MultipartUpload
            Read-R2Object -Key k -Path "$folder/back.bin" | ForEach-Object { }
            """).ThrowIfFailed();

        Assert.Equal([(1, 307200L), (2, 307200L), (3, 307200L), (4, 78400L)], result.As<R2Part>().Select(part => (part.PartNumber, part.Size)).Order());
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(Folder, "back.bin")));
    }

    [Theory]
    [InlineData("-InputObject 'text'", "text")]
    [InlineData("-InputObject ([byte[]] (72, 105))", "Hi")]
    [InlineData("-InputObject ([IO.MemoryStream]::new([byte[]] (72, 105)))", "Hi")]
    [InlineData("-InputObject ''", "")]
    [InlineData("-LiteralPath $folder/a.txt", "0123456789")]
    [InlineData("-LiteralPath $folder/a.txt -Offset 7", "789")]
    [InlineData("-LiteralPath $folder/a.txt -Offset 2 -Length 3", "234")]
    [InlineData("-LiteralPath $folder/a.txt -Offset 8 -Length 8MB", "89")]
    public void Content_IsStoredAsItIs(string arguments, string expected)
    {
        WriteFile("a.txt", "0123456789");

        R2Part part = Run($"$upload | Write-R2MultipartPart -PartNumber 1 {arguments}; $null = $upload | Complete-R2MultipartUpload").ThrowIfFailed().As<R2Part>().Single();

        Assert.Equal(expected.Length, part.Size);
        Assert.Equal(expected, Text("k"));
    }

    [Fact]
    public void PipedFile_IsOnePart()
    {
        WriteFile("a.txt", "0123456789");

        Run("$ExecutionContext.InvokeProvider.Item.Get(\"$folder/a.txt\") | Write-R2MultipartPart -Key k -UploadId $upload.UploadId -PartNumber 1 | Complete-R2MultipartUpload k $upload.UploadId").ThrowIfFailed();

        Assert.Equal("0123456789", Text("k"));
    }

    [Fact]
    public void Checksum_IsSentAndEnforced()
    {
        // CRC-32C's check value: the CRC of "123456789" is E3069283.
        R2Part part = Run("$upload | Write-R2MultipartPart -PartNumber 1 -InputObject '123456789'").ThrowIfFailed().As<R2Part>().Single();
        Assert.Equal([new R2Checksum(R2ChecksumAlgorithm.Crc32C, "4waSgw==")], part.Checksums);
        Assert.Equal(part.Checksums, Parts().Single().Checksums);

        // Too long to be covered by the signature: the checksum alone can tell.
        Emulator.Faults.Add(Fault.CorruptRequestByte(100_000) with { Operation = "UploadPart" });
        AssertError(RunToError("$upload | Write-R2MultipartPart -PartNumber 2 -InputObject ('x' * 200KB)"), "R2.BadDigest", ErrorCategory.InvalidData, $"{Bucket}/k");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10001)]
    public void PartNumber_OutOfRange_NamesParameterAndRange(int number)
    {
        ErrorRecord error = RunToTerminatingError(Session, $"Write-R2MultipartPart k id -PartNumber {number} -InputObject 'x'");

        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains("'PartNumber'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(number == 0 ? "1" : "10000", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Emulator.Requests, request => request.Operation == "UploadPart");
    }

    [Fact]
    public void PartNumber_OutOfRangeInThePipeline_OthersAreWritten()
    {
        ErrorRecord error = RunToError("$null = 1, 0, 2 | ForEach-Object { [pscustomobject]@{ PartNumber = $_; InputObject = \"part$_\" } } | Write-R2MultipartPart k $upload.UploadId");

        Assert.Contains("'PartNumber'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], Parts().Select(part => part.PartNumber));
    }

    [Theory]
    [InlineData("-LiteralPath $folder/none", "R2.FileNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("-LiteralPath $folder", "R2.PathIsFolder", ErrorCategory.InvalidArgument)]
    [InlineData("-LiteralPath $folder/a.txt -Offset 10", "R2.InvalidArgument", ErrorCategory.InvalidArgument)]
    [InlineData("-LiteralPath $folder/a.txt -Offset 11", "R2.InvalidArgument", ErrorCategory.InvalidArgument)]
    public void BadPiece_IsAnError(string arguments, string id, ErrorCategory category)
    {
        WriteFile("a.txt", "0123456789");

        AssertError(RunToError($"$upload | Write-R2MultipartPart -PartNumber 1 {arguments}"), id, category);
        Assert.Empty(Parts());
    }

    [Theory]
    [InlineData("Get-R2MultipartPart")]
    [InlineData("Write-R2MultipartPart -PartNumber 1 -InputObject 'part'")]
    public void UnknownUpload_IsAnError_PipelineGoesOn(string command)
    {
        Run("$null = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject 'part'").ThrowIfFailed();

        PowerShellResult result = Run($"[pscustomobject]@{{ Key = 'k'; UploadId = 'none' }}, $upload | {command}");

        AssertError(Assert.Single(result.Errors), "R2.NoSuchUpload", ErrorCategory.ObjectNotFound, $"{Bucket}/k");
        Assert.Equal(1, result.As<R2Part>().Single().PartNumber);
    }

    [Fact]
    public void Get_ListsAllPages_InOrder()
    {
        Run("$null = 5, 1, 4, 2, 10000 | ForEach-Object { $upload | Write-R2MultipartPart -PartNumber $_ -InputObject \"part$_\" }").ThrowIfFailed();

        Assert.Equal([(1, 5L), (2, 5L), (4, 5L), (5, 5L), (10000, 9L)], Parts().Select(part => (part.PartNumber, part.Size)));
        Assert.Equal(3, Emulator.Requests.Count(request => request.Operation == "ListParts"));
    }

    private IReadOnlyList<R2Part> Parts() => Run("$upload | Get-R2MultipartPart").ThrowIfFailed().As<R2Part>();
}
