using System.Management.Automation;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

/// <summary>Large objects, pipes, resuming and names, through the cmdlets.</summary>
public sealed class TransferTests : CmdletTest
{
    private const int MiB = 1 << 20;

    [Fact]
    public void PipedBytes_OfUnknownLength_GoInEqualPartsWithoutAFlag()
    {
        byte[][] pieces = [.. Enumerable.Range(0, 120).Select(i => TransferFixture.Random(100_000 + i, i))];
        Session.Set("pieces", pieces);

        R2UploadResult result = Run("$pieces | ForEach-Object { , $_ } | Write-R2Object -Key pipe.bin -PartSize 5MB").ThrowIfFailed().As<R2UploadResult>().Single();

        Assert.Equal((3, "pipeline", pieces.Sum(p => (long)p.Length)), (result.PartCount, result.Source, result.Size));
        Assert.True(pieces.SelectMany(p => p).ToArray().AsSpan().SequenceEqual(Bytes("pipe.bin")));
    }

    [Fact]
    public void LargeFile_GoesInPartsAndComesBack()
    {
        byte[] bytes = TransferFixture.Random((104 * MiB) + 3);
        File.WriteAllBytes(Path.Combine(Folder, "large.bin"), bytes);

        R2UploadResult result = Run("Write-R2Object $folder/large.bin").ThrowIfFailed().As<R2UploadResult>().Single();
        Run("$null = Read-R2Object large.bin -Path $folder/back.bin").ThrowIfFailed();

        Assert.Equal(11, result.PartCount);
        Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Folder, "back.bin"))));
        Assert.Equal(["back.bin", "large.bin"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void InterruptedUpload_WithResume_SaysSoAndGoesOn()
    {
        byte[] bytes = TransferFixture.Random(104 * MiB);
        File.WriteAllBytes(Path.Combine(Folder, "large.bin"), bytes);
        Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 5 });

        PowerShellResult first = Run("Write-R2Object $folder/large.bin -Resume");
        Emulator.Faults.Clear();
        R2UploadResult second = Run("Write-R2Object $folder/large.bin -Resume").ThrowIfFailed().As<R2UploadResult>().Single();

        Assert.Equal("R2.AccessDenied,R2.Cmdlets.Commands.WriteR2ObjectCommand", Assert.Single(first.Errors).FullyQualifiedErrorId);
        Assert.Contains(first.Warnings, w => w.Contains("-Resume", StringComparison.Ordinal));
        Assert.InRange(second.ResumedBytes, 10 * MiB, 60 * MiB);
        Assert.True(bytes.AsSpan().SequenceEqual(Bytes("large.bin")));
    }

    [Fact]
    public void NoClobber_OfAnObjectThatIsThere_IsRefusedAndKeepsIt()
    {
        Run("$null = 'first' | Write-R2Object -Key k -NoClobber").ThrowIfFailed();

        ErrorRecord error = RunToError("'second' | Write-R2Object -Key k -NoClobber");

        AssertError(error, "R2.ObjectExists", ErrorCategory.ResourceExists, $"{Bucket}/k");
        Assert.Equal("first", Text("k"));
    }

    [Theory]
    [InlineData("-PartSize 1MB", "5242880")]
    [InlineData("-MaxBytesPerSecond 10", "1024")]
    public void SettingOutsideItsRange_IsRefusedAtOnce(string parameters, string range)
    {
        ErrorRecord error = RunToTerminatingError(Session, $"'x' | Write-R2Object -Key k {parameters}");

        Assert.StartsWith("R2.InvalidSetting", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(range, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Keys());
    }

    [Fact]
    public void StoppedWhileAPipeIsUploaded_AbortsTheUpload()
    {
        Emulator.Faults.Add(Fault.Stall(1000) with { Operation = "UploadPart" });
        Session.Set("piece", TransferFixture.Random(MiB));
        using RunningPipeline pipeline = Session.Start("1..40 | ForEach-Object { , $piece } | Write-R2Object -Key k -PartSize 5MB");
        while (Emulator.Requests.CountOf("CreateMultipartUpload") == 0)
        {
            Thread.Yield();
        }

        pipeline.Stop();

        Assert.Equal(1, Emulator.Requests.CountOf("AbortMultipartUpload"));
        Assert.Empty(Keys());
    }

    [Fact]
    public void UploadThatFails_WhileMoreIsPiped_EndsWithItsErrorAndThePipelineGoesOn()
    {
        Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "CreateMultipartUpload" });
        Session.Set("piece", TransferFixture.Random(MiB));

        AssertError(RunToError("1..40 | ForEach-Object { , $piece } | Write-R2Object -Key k -PartSize 5MB"), "R2.AccessDenied", ErrorCategory.PermissionDenied, $"{Bucket}/k");
    }

    [Fact]
    public void KeysThatCannotBePaths_AreEscapedWhenAskedTo()
    {
        Run("'x' | Write-R2Object -Key 'a/../b' | Out-Null; 'y' | Write-R2Object -Key '/lead' | Out-Null".Replace("| Out-Null", "| ForEach-Object { }", StringComparison.Ordinal)).ThrowIfFailed();

        Run("$null = Get-R2ObjectList | Read-R2Object -Path $folder -SanitizeNames").ThrowIfFailed();

        Assert.Equal(["%2Flead", "a/%2E%2E/b"], Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    private byte[] Bytes(string key) => (byte[])Run($"Read-R2Object -Key {key} -AsByteStream -Raw").ThrowIfFailed().Output.Single().BaseObject;
}
