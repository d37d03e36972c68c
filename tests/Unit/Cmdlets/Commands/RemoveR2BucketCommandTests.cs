using System.Management.Automation;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class RemoveR2BucketCommandTests : CmdletTest
{
    private const string Fill = "$n = @(0); $null = @('x') * 1100 | Write-R2Object -Key { \"k$(($n[0]++))\" }; $null = Start-R2MultipartUpload open; $null = 'c' | Write-R2Object -Key \"control`u{1}\"";

    [Fact]
    public void Force_EmptiesTheBucketFirst()
    {
        Run(Fill).ThrowIfFailed();

        Run($"Remove-R2Bucket {Bucket} -Force -Confirm:$false").ThrowIfFailed();

        Assert.Equal([false], Run($"Test-R2Bucket {Bucket}").ThrowIfFailed().As<bool>());
        Assert.Equal(2, Emulator.Requests.Count(request => request.Operation == "DeleteObjects"));
        Assert.Equal(1, Emulator.Requests.Count(request => request.Operation == "AbortMultipartUpload"));
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-Confirm")]
    public void Force_Asked_SaysHowMuchThereIs(string parameter)
    {
        Run(Fill).ThrowIfFailed();
        RecordingHost host = new(answer: 2); // No
        using PowerShellSession session = new(host);
        session.Set("endpoint", Emulator.Endpoint);
        session.Set("credential", Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey));

        session.Run($"$null = Connect-R2 -Endpoint $endpoint -Credential $credential; Remove-R2Bucket {Bucket} -Force {parameter}").ThrowIfFailed();

        Assert.Contains(host.Questions.Concat(host.Lines), text => text.Contains("1,101 objects (1.1 KB) and 1 unfinished upload", StringComparison.Ordinal));
        Assert.Equal(1101, Keys().Length);
    }

    [Fact]
    public void Force_KeyRefused_IsAnErrorAndTheBucketStays()
    {
        Run("$null = 'x' | Write-R2Object -Key k").ThrowIfFailed();
        Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "DeleteObjects" });

        AssertError(RunToError($"Remove-R2Bucket {Bucket} -Force -Confirm:$false"), "R2.AccessDenied", ErrorCategory.PermissionDenied);

        Assert.Equal(["k"], Keys());
    }

    [Fact]
    public void Force_KeyRefusedForAPassingReason_IsAskedForAgain()
    {
        Run("'a', 'b' | ForEach-Object { $null = 'x' | Write-R2Object -Key $_ }").ThrowIfFailed();
        Emulator.Faults.Add(Fault.RefuseKey("InternalError") with { KeyPattern = "b", Times = 2 });

        Run($"Remove-R2Bucket {Bucket} -Force -Confirm:$false").ThrowIfFailed();

        Assert.Equal([false], Run($"Test-R2Bucket {Bucket}").ThrowIfFailed().As<bool>());
        Assert.Equal(3, Emulator.Requests.CountOf("DeleteObjects"));
    }

    [Fact]
    public void WithoutForce_FullBucketStays()
    {
        Run("$null = 'x' | Write-R2Object -Key k").ThrowIfFailed();

        ErrorRecord error = RunToError($"Remove-R2Bucket {Bucket} -Confirm:$false");

        AssertError(error, "R2.BucketNotEmpty", ErrorCategory.ResourceExists, Bucket);
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
