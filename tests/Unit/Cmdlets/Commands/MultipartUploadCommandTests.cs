using System.Management.Automation;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

/// <summary>Starting, listing, stopping and completing uploads; pages hold two entries, so that most lists have several.</summary>
public sealed class MultipartUploadCommandTests : CmdletTest
{
    private const string StartFive = "$null = 'b/1', 'b/2', 'b/2', 'b/2x', 'top' | Start-R2MultipartUpload";

    public MultipartUploadCommandTests()
        : base(new EmulatorLimits { MinimumPartSize = 4, MaximumPageSize = 2 })
    {
    }

    [Fact]
    public void Start_WithMetadata_ObjectHasIt()
    {
        R2ObjectInfo info = Run("""
            $upload = Start-R2MultipartUpload k -ContentType text/css -CacheControl no-cache -Metadata @{ owner = 'ops' } -StorageClass STANDARD_IA
            $null = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject 'text'
            $upload | Complete-R2MultipartUpload
            """).ThrowIfFailed().As<R2ObjectInfo>().Single();

        Assert.Equal(("k", "text/css", "no-cache", "STANDARD_IA", "ops"), (info.Key, info.ContentType, info.CacheControl, info.StorageClass, info.Metadata["owner"]));
        Assert.Equal("text", Text("k"));
    }

    [Fact]
    public void Start_WithCustomerKey_PartsAndObjectNeedIt()
    {
        Session.Set("sse", new byte[32]);

        R2ObjectInfo info = Run("""
            $upload = Start-R2MultipartUpload k -SseCustomerKey $sse
            $null = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject 'text' -SseCustomerKey $sse
            $upload | Complete-R2MultipartUpload -SseCustomerKey $sse
            """).ThrowIfFailed().As<R2ObjectInfo>().Single();

        Assert.NotNull(info.SseCustomerKeyMd5);
    }

    [Theory]
    [InlineData("", "b/1,b/2,b/2,b/2x,top")]
    [InlineData("-Prefix b/", "b/1,b/2,b/2,b/2x")]
    [InlineData("-Key b/2", "b/2,b/2")]
    [InlineData("-Key b/", "")]
    [InlineData("-OlderThan 0", "b/1,b/2,b/2,b/2x,top")]
    [InlineData("-OlderThan 1.00:00:00", "")]
    public void Get_ListsAllPages(string arguments, string keys)
    {
        Run(StartFive).ThrowIfFailed();

        Assert.Equal(keys.Split(',', StringSplitOptions.RemoveEmptyEntries), Uploads(arguments).Select(upload => upload.Key));
    }

    [Fact]
    public void Get_ReaderWantsNoMore_NextPageIsNotAskedFor()
    {
        Run(StartFive).ThrowIfFailed();

        Assert.Single(Run("Get-R2MultipartUpload | Select-Object -First 1").Output);

        Assert.True(Emulator.Requests.Count(request => request.Operation == "ListMultipartUploads") < 3);
    }

    [Fact]
    public void Get_OfEveryBucket_ByPipeline()
    {
        Run("$null = New-R2Bucket -BucketName other-bucket; $null = Start-R2MultipartUpload k -BucketName other-bucket").ThrowIfFailed();

        R2MultipartUpload upload = Run("Get-R2Bucket | Get-R2MultipartUpload").ThrowIfFailed().As<R2MultipartUpload>().Single();

        Assert.Equal(("other-bucket", "k"), (upload.BucketName, upload.Key));
    }

    [Fact]
    public void Stop_OlderThan_StopsTheOldAlone()
    {
        Emulator.Faults.Add(Fault.ClockOffset(TimeSpan.FromMinutes(-10)) with { Operation = "CreateMultipartUpload", KeyPattern = "old*" });
        Run("$null = 'old1', 'new', 'old2' | Start-R2MultipartUpload").ThrowIfFailed();

        Assert.Equal(["old1", "old2"], Uploads("-OlderThan 0:05:00").Select(upload => upload.Key));
        PowerShellResult result = Run("Get-R2MultipartUpload | Stop-R2MultipartUpload -OlderThan 0:05:00 -Confirm:$false -PassThru -Verbose").ThrowIfFailed();

        Assert.Equal(["old1", "old2"], result.As<R2MultipartUpload>().Select(upload => upload.Key).Order());
        Assert.Contains(result.Verbose, line => line.StartsWith($"{Bucket}/new (upload ", StringComparison.Ordinal));
        Assert.Equal(["new"], Uploads().Select(upload => upload.Key));
    }

    [Fact]
    public void Stop_OlderThan_UnknownAgeCountsAsNew()
    {
        Run("Start-R2MultipartUpload k | Stop-R2MultipartUpload -OlderThan 0 -Confirm:$false").ThrowIfFailed();

        Assert.Single(Uploads());
    }

    [Theory]
    [InlineData("-7")]
    [InlineData("-1.00:00:00")]
    public void Stop_AgeThatWasMeantOtherwise_RefusedAtOnce(string age)
    {
        Run(StartFive).ThrowIfFailed();

        ErrorRecord error = RunToTerminatingError(Session, $"Get-R2MultipartUpload | Stop-R2MultipartUpload -OlderThan {age} -Confirm:$false");

        AssertError(error, "R2.InvalidAge", ErrorCategory.InvalidArgument);
        Assert.Equal(5, Uploads().Count);
    }

    [Fact]
    public void Stop_UnknownUpload_IsAnError_OthersAreStopped()
    {
        Run(StartFive).ThrowIfFailed();

        ErrorRecord error = RunToError("[pscustomobject]@{ Key = 'none'; UploadId = 'x' }, (Get-R2MultipartUpload -Key top) | Stop-R2MultipartUpload -Confirm:$false");

        AssertError(error, "R2.NoSuchUpload", ErrorCategory.ObjectNotFound, $"{Bucket}/none");
        Assert.DoesNotContain(Uploads(), upload => upload.Key == "top");
    }

    [Fact]
    public void WhatIf_ChangesNothing()
    {
        Run(StartFive).ThrowIfFailed();
        int sent = Emulator.Requests.Count;

        Run("""
            Start-R2MultipartUpload k -WhatIf
            Write-R2MultipartPart k id -PartNumber 1 -InputObject 'x' -WhatIf
            Complete-R2MultipartUpload k id -WhatIf
            Stop-R2MultipartUpload k id -WhatIf
            """).ThrowIfFailed();

        Assert.Equal(sent, Emulator.Requests.Count);
    }

    [Fact]
    public void Complete_PartsGiven_TheirBytesAlone()
    {
        R2ObjectInfo info = Run("""
            $upload = Start-R2MultipartUpload k
            $parts = 1..4 | ForEach-Object { $upload | Write-R2MultipartPart -PartNumber $_ -InputObject "part$_" }
            $upload | Complete-R2MultipartUpload -Part $parts[2, 0, 1]
            """).ThrowIfFailed().As<R2ObjectInfo>().Single();

        Assert.Equal((15, true), (info.Size, info.ETag!.EndsWith("-3", StringComparison.Ordinal)));
        Assert.Equal("part1part2part3", Text("k"));
    }

    [Fact]
    public void Complete_PartsPiped_OneObject()
    {
        Run("""
            $upload = Start-R2MultipartUpload k
            $null = 1..3 | ForEach-Object { $upload | Write-R2MultipartPart -PartNumber $_ -InputObject "part$_" } | Complete-R2MultipartUpload $upload.Key $upload.UploadId
            """).ThrowIfFailed();

        Assert.Equal("part1part2part3", Text("k"));
    }

    [Fact]
    public void Complete_PartLacking_Warns()
    {
        PowerShellResult result = Run("""
            $upload = Start-R2MultipartUpload k
            $null = 1, 3 | ForEach-Object { $upload | Write-R2MultipartPart -PartNumber $_ -InputObject "part$_" }
            $upload | Complete-R2MultipartUpload
            """).ThrowIfFailed();

        Assert.Contains("number 3", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("part1part3", Text("k"));
    }

    [Theory]
    [InlineData("$upload | Complete-R2MultipartUpload", "R2.NoParts", ErrorCategory.InvalidArgument)]
    [InlineData("$upload | Complete-R2MultipartUpload -Part @()", "R2.NoParts", ErrorCategory.InvalidArgument)]
    [InlineData("Complete-R2MultipartUpload k none", "R2.NoSuchUpload", ErrorCategory.ObjectNotFound)]
    [InlineData("$null = 1, 2 | ForEach-Object { $upload | Write-R2MultipartPart -PartNumber $_ -InputObject 'x' }; $upload | Complete-R2MultipartUpload", "R2.EntityTooSmall", ErrorCategory.InvalidArgument)]
    [InlineData("$null = 'four', 'longer' | ForEach-Object { $number++; $upload | Write-R2MultipartPart -PartNumber $number -InputObject $_ }; $upload | Complete-R2MultipartUpload", "R2.InvalidPart", ErrorCategory.InvalidArgument)]
    public void Complete_Refused_IsAnErrorWithARemedy(string script, string id, ErrorCategory category)
    {
        ErrorRecord error = RunToError($"$number = 0; $upload = Start-R2MultipartUpload k; {script}");

        AssertError(error, id, category, $"{Bucket}/k");
        Assert.DoesNotContain("-Verbose", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_ObjectIsThere_IfNoneMatch_Refused()
    {
        Run("$null = 'old' | Write-R2Object -Key k; $upload = Start-R2MultipartUpload k; $null = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject 'new'").ThrowIfFailed();

        AssertError(RunToError("$upload | Complete-R2MultipartUpload -IfNoneMatch '*'"), "R2.PreconditionFailed", ErrorCategory.InvalidOperation, $"{Bucket}/k");

        Assert.Equal("old", Text("k"));
    }

    private IReadOnlyList<R2MultipartUpload> Uploads(string arguments = "") => Run($"Get-R2MultipartUpload {arguments}").ThrowIfFailed().As<R2MultipartUpload>();
}
