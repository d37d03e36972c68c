using System.Management.Automation;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class ObjectCommandTests : CmdletTest
{
    private const string WriteFive = "1..5 | ForEach-Object { \"n$_\" | Write-R2Object -Key \"logs/$_.txt\" } | ForEach-Object { }; 'x' | Write-R2Object -Key top | ForEach-Object { }";

    [Theory]
    [InlineData("-Prefix logs/", "logs/1.txt,logs/2.txt,logs/3.txt,logs/4.txt,logs/5.txt")]
    [InlineData("-Prefix logs/ -First 2", "logs/1.txt,logs/2.txt")]
    [InlineData("-StartAfter logs/4.txt", "logs/5.txt,top")]
    [InlineData("-Include *3*, top", "logs/3.txt,top")]
    [InlineData("-Exclude logs/*", "top")]
    [InlineData("-Include LOGS/*", "")]
    public void List_Chooses(string parameters, string expected)
    {
        Run(WriteFive).ThrowIfFailed();

        Assert.Equal(expected, string.Join(',', Run($"Get-R2ObjectList {Bucket} {parameters} | ForEach-Object Key").ThrowIfFailed().As<string>()));
    }

    [Fact]
    public void List_BrokenPattern_IsAnErrorAndThePipelineGoesOn()
    {
        Run(WriteFive).ThrowIfFailed();

        AssertError(RunToError("Get-R2ObjectList -Include 'a['"), "R2.InvalidArgument", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void List_Delimiter_GivesPrefixes()
    {
        Run(WriteFive).ThrowIfFailed();

        PowerShellResult result = Run("Get-R2ObjectList -Delimiter /").ThrowIfFailed();

        Assert.Equal("logs/", Assert.IsType<R2Prefix>(result.Output[0].BaseObject).Prefix);
        Assert.Equal("top", Assert.IsType<R2Object>(result.Output[1].BaseObject).Key);
    }

    [Fact]
    public void List_DownstreamWantsOne_AsksForOnePageAlone()
    {
        Run("1..1100 | ForEach-Object { [pscustomobject]@{ Key = \"k$_\" } } | ForEach-Object { 'x' | Write-R2Object -Key $_.Key } | ForEach-Object { }").ThrowIfFailed();

        Assert.Single(Run("Get-R2ObjectList | Select-Object -First 1").ThrowIfFailed().Output);
        Assert.Equal(1, Emulator.Requests.Count(request => request.Operation.StartsWith("ListObjects", StringComparison.Ordinal)));
    }

    [Fact]
    public void PipedList_IsRemovedInBatchesOfAThousand()
    {
        Run("$n = @(0); $null = @('x') * 1100 | Write-R2Object -Key { \"k$(($n[0]++))\" }").ThrowIfFailed();

        PowerShellResult result = Run("Get-R2ObjectList | Remove-R2Object -Confirm:$false -PassThru").ThrowIfFailed();

        Assert.Equal(1100, result.As<R2DeleteResult>().Count(item => item.Deleted));
        Assert.Equal(2, Emulator.Requests.Count(request => request.Operation == "DeleteObjects"));
        Assert.Empty(Keys());
    }

    [Fact]
    public void Remove_BadKeyAmongGood_FailsAlone()
    {
        Run(WriteFive).ThrowIfFailed();

        ErrorRecord error = RunToError("'logs/1.txt', ('k' * 1025), 'top' | Remove-R2Object -Confirm:$false");

        AssertError(error, "R2.InvalidObjectName", ErrorCategory.InvalidArgument);
        Assert.Equal(["logs/2.txt", "logs/3.txt", "logs/4.txt", "logs/5.txt"], Keys());
    }

    [Fact]
    public void Remove_KeysRefusedForAPassingReason_AreAskedForAgain()
    {
        Run(WriteFive).ThrowIfFailed();
        Emulator.Faults.Add(Fault.RefuseKey("SlowDown") with { KeyPattern = "logs/*", Times = 3 });

        PowerShellResult result = Run("Get-R2ObjectList | Remove-R2Object -Confirm:$false -PassThru -Verbose").ThrowIfFailed();

        Assert.Empty(Keys());
        Assert.Equal((3, 3), (result.As<R2DeleteResult>().Count(item => item.Attempts == 2), result.As<R2DeleteResult>().Count(item => item.Attempts == 1)));
        Assert.Equal(["attempt 1", "attempt 2"], result.Verbose.Where(line => line.StartsWith("DeleteObjects", StringComparison.Ordinal)).Select(line => line[line.IndexOf("attempt", StringComparison.Ordinal)..][..9]));
    }

    [Fact]
    public void Remove_KeysThatStayRefused_AreAnErrorEachWithTheirAttempts()
    {
        Run(WriteFive).ThrowIfFailed();
        Emulator.Faults.Add(Fault.RefuseKey("SlowDown") with { KeyPattern = "logs/1*" });
        Emulator.Faults.Add(Fault.RefuseKey("AccessDenied") with { KeyPattern = "logs/2*" });

        PowerShellResult result = Run("Get-R2ObjectList | Remove-R2Object -Confirm:$false");

        Assert.Equal(["logs/1.txt", "logs/2.txt"], Keys());
        Assert.Equal(2, result.Errors.Count);
        ErrorRecord slow = Assert.Single(result.Errors, error => error.FullyQualifiedErrorId.StartsWith("R2.SlowDown,", StringComparison.Ordinal));
        ErrorRecord denied = Assert.Single(result.Errors, error => error.FullyQualifiedErrorId.StartsWith("R2.AccessDenied,", StringComparison.Ordinal));
        AssertError(slow, "R2.SlowDown", ErrorCategory.LimitsExceeded, $"{Bucket}/logs/1.txt");
        AssertError(denied, "R2.AccessDenied", ErrorCategory.PermissionDenied, $"{Bucket}/logs/2.txt");
        Assert.Equal((3, 1), (((R2Exception)slow.Exception).Attempts, ((R2Exception)denied.Exception).Attempts));
        Assert.All(result.Errors, error => Assert.NotNull(((R2Exception)error.Exception).RequestId));
    }

    [Fact]
    public void Remove_WhatIf_RemovesNothing()
    {
        Run(WriteFive).ThrowIfFailed();

        Run("Get-R2ObjectList | Remove-R2Object -WhatIf").ThrowIfFailed();

        Assert.Equal(6, Keys().Length);
    }

    [Fact]
    public void GetAndTest_TellWhatIsThere()
    {
        Run(WriteFive).ThrowIfFailed();

        Assert.Equal(2, Run("Get-R2ObjectList -Prefix logs/ -First 1 | Get-R2Object").ThrowIfFailed().As<R2ObjectInfo>().Single().Size);
        Assert.Equal([true, false, true], Run("Test-R2Object top, none, logs/1.txt").ThrowIfFailed().As<bool>());
        AssertError(RunToError("Get-R2Object none"), "R2.NoSuchKey", ErrorCategory.ObjectNotFound, $"{Bucket}/none");
    }

    [Fact]
    public void Copy_KeepsOrReplacesMetadata()
    {
        Run("'x' | Write-R2Object -Key a -ContentType text/css -Metadata @{ owner = 'ops' } | ForEach-Object { }").ThrowIfFailed();

        R2ObjectInfo kept = Run("Copy-R2Object a b").ThrowIfFailed().As<R2ObjectInfo>().Single();
        R2ObjectInfo replaced = Run("Get-R2ObjectList -Prefix a | Copy-R2Object -DestinationKey c -ContentType text/html").ThrowIfFailed().As<R2ObjectInfo>().Single();

        Assert.Equal(("b", "text/css", "ops"), (kept.Key, kept.ContentType, kept.Metadata["owner"]));
        Assert.Equal(("c", "text/html", 0), (replaced.Key, replaced.ContentType, replaced.Metadata.Count));
        AssertError(RunToError("Copy-R2Object none d"), "R2.NoSuchKey", ErrorCategory.ObjectNotFound);
        Run("Copy-R2Object a e -WhatIf").ThrowIfFailed();
        Assert.Equal(["a", "b", "c"], Keys());
    }

    [Fact]
    public async Task Presign_WholeStrangersReadAndWrite()
    {
        Run("'shared' | Write-R2Object -Key 'a b+c' | ForEach-Object { }").ThrowIfFailed();
        using HttpClient stranger = new();

        string read = (string)Run("(New-R2PresignedUrl 'a b+c' -ExpiresIn 1:00:00).Url").ThrowIfFailed().Output.Single().BaseObject;
        string write = (string)Run("(New-R2PresignedUrl up PUT).Url").ThrowIfFailed().Output.Single().BaseObject;

        Assert.Equal("shared", await stranger.GetStringAsync(read, TestContext.Current.CancellationToken));
        using StringContent body = new("from outside");
        (await stranger.PutAsync(write, body, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        Assert.Equal("from outside", Text("up"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("8.00:00:00")]
    [InlineData("-0:00:01")]
    public void Presign_ExpiryOutOfRange_Refused(string expiry) =>
        AssertError(RunToError($"New-R2PresignedUrl k -ExpiresIn '{expiry}'"), "R2.InvalidExpiry", ErrorCategory.InvalidArgument);

    [Theory]
    [InlineData("Get-R2ObjectList")]
    [InlineData("Get-R2Object k")]
    [InlineData("'x' | Write-R2Object -Key k")]
    [InlineData("Remove-R2Object k -Confirm:$false")]
    public void NoBucket_IsAnError(string command)
    {
        Run("$null = Connect-R2 -Endpoint $endpoint -Credential $credential").ThrowIfFailed();

        AssertError(RunToError(command), "R2.BucketRequired", ErrorCategory.InvalidArgument);
    }
}
