using System.Management.Automation;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class MetricCommandTests : CmdletTest
{
    [Fact]
    public void GetR2Metric_CountsTheSession_AndNoOther()
    {
        using PowerShellSession other = new();
        Run("$null = 'hello' | Write-R2Object -Key k; $null = Read-R2Object k -AsString; $null = Get-R2ObjectList; $null = Test-R2Object none").ThrowIfFailed();

        R2Metric metric = Run("Get-R2Metric").ThrowIfFailed().As<R2Metric>().Single();
        R2Metric elsewhere = other.Run("Get-R2Metric").ThrowIfFailed().As<R2Metric>().Single();

        Assert.Equal((4, 1, 5), (metric.Requests, metric.Errors, metric.BytesUploaded));
        Assert.Equal((2, 2), (metric.ClassAOperations, metric.ClassBOperations));
        Assert.Equal(["GetObject", "HeadObject", "ListObjectsV2", "PutObject"], metric.Operations.Select(o => o.Operation));
        Assert.Equal(0, elsewhere.Requests);
    }

    [Fact]
    public void ExportR2Metric_WithoutPath_GoesDownThePipeline()
    {
        Run("$null = 'hello' | Write-R2Object -Key k").ThrowIfFailed();

        string text = Assert.Single(Run("Export-R2Metric").ThrowIfFailed().As<string>());

        Assert.Contains("r2_requests_total{operation=\"PutObject\",status=\"200\"} 1\n", text, StringComparison.Ordinal);
        Assert.False(text.EndsWith('\n'));
    }

    [Fact]
    public void ExportR2Metric_ToAFile_ReplacesItWhole_AndLeavesNothingElse()
    {
        string path = WriteFile("r2.prom", new string('x', 100_000));
        Run("$null = 'hello' | Write-R2Object -Key k").ThrowIfFailed();

        FileInfo file = Run("Export-R2Metric $folder/r2.prom -PassThru").ThrowIfFailed().As<FileInfo>().Single();

        string text = File.ReadAllText(path);
        Assert.Equal(path, file.FullName);
        Assert.StartsWith("# HELP r2_requests_total ", text, StringComparison.Ordinal);
        Assert.EndsWith("r2_connection_pool_size 1\n", text, StringComparison.Ordinal);
        Assert.Equal(["r2.prom"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void ExportR2Metric_Accumulate_AddsSessionsUp_AndNoneTwice()
    {
        Run("$null = 'hello' | Write-R2Object -Key k; Export-R2Metric $folder/r2.prom -Accumulate; Export-R2Metric $folder/r2.prom -Accumulate").ThrowIfFailed();
        using PowerShellSession other = new();
        other.Set("endpoint", Emulator.Endpoint);
        other.Set("credential", Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey));
        other.Set("folder", Folder);
        FileInfo file = other.Run($"$null = Connect-R2 -Endpoint $endpoint -Credential $credential -BucketName {Bucket}; $null = 'hello' | Write-R2Object -Key k; Export-R2Metric $folder/r2.prom -Accumulate -PassThru").ThrowIfFailed().As<FileInfo>().Single();

        Assert.Contains("r2_requests_total{operation=\"PutObject\",status=\"200\"} 2\n", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void ExportR2Metric_Accumulate_FileOfAnother_IsRefusedAndLeft()
    {
        string path = WriteFile("r2.prom", "mine");

        AssertError(RunToTerminatingError(Session, "Export-R2Metric $folder/r2.prom -Accumulate"), "R2.MetricFileForeign", ErrorCategory.InvalidData, path);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public void ExportR2Metric_AccumulateWithoutPath_SaysSo() =>
        AssertError(RunToTerminatingError(Session, "Export-R2Metric -Accumulate"), "R2.InvalidArgument", ErrorCategory.InvalidArgument);

    [Fact]
    public void ExportR2Metric_WhatIf_WritesNothing()
    {
        Run("Export-R2Metric -Path $folder/r2.prom -WhatIf").ThrowIfFailed();

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void ExportR2Metric_IntoAFolderThatIsNotThere_SaysSo() =>
        AssertError(RunToTerminatingError(Session, "Export-R2Metric $folder/none/r2.prom"), "R2.FileNotFound", ErrorCategory.ObjectNotFound);

    [Fact]
    public void Verbose_OneLineForEachRequest()
    {
        PowerShellResult result = Run("$null = 'hello' | Write-R2Object -Key k -Verbose; $null = Get-R2Object k").ThrowIfFailed();

        string line = Assert.Single(result.Verbose, text => text.StartsWith("PutObject ", StringComparison.Ordinal));
        Assert.Matches($"^PutObject {Bucket}/k: 200, 5 bytes sent, 0 bytes received, [0-9]+ ms, attempt 1, request id .+$", line);
        Assert.DoesNotContain(result.Verbose, text => text.StartsWith("HeadObject", StringComparison.Ordinal));
        Assert.Empty(result.Debug);
    }

    [Fact]
    public void Verbose_ByThePreferenceVariable_EachAttemptHasItsLine()
    {
        Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "PutObject", Times = 1 });

        PowerShellResult result = Run("$VerbosePreference = 'Continue'; $null = 'hello' | Write-R2Object -Key k").ThrowIfFailed();

        string[] lines = [.. result.Verbose.Where(text => text.StartsWith("PutObject", StringComparison.Ordinal))];
        Assert.Equal([": 503,", ": 200,"], lines.Select(text => text[text.IndexOf(": ", StringComparison.Ordinal)..][..6]));
        Assert.Equal(["attempt 1", "attempt 2"], lines.Select(text => text[text.IndexOf("attempt", StringComparison.Ordinal)..][..9]));
    }

    [Fact]
    public void Debug_ShowsHeaders_WithoutSecrets()
    {
        Session.Set("customerKey", Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

        PowerShellResult result = Run("$null = 'hello' | Write-R2Object -Key k -SseCustomerKey $customerKey -Debug").ThrowIfFailed();

        string text = Assert.Single(result.Debug);
        Assert.Contains($"PUT {Emulator.Endpoint}{Bucket}/k (attempt 1)", text, StringComparison.Ordinal);
        Assert.Contains("> Authorization: (hidden)", text, StringComparison.Ordinal);
        Assert.Contains("> x-amz-server-side-encryption-customer-key: (hidden)", text, StringComparison.Ordinal);
        Assert.Contains("< ETag: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature=", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Emulator.SecretAccessKey, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Debug_OfAStreamReadAfterItsCommand_IsNoError()
    {
        Session.Set("bytes", new byte[2 << 20]);
        Run("$null = Write-R2Object -Key k -InputObject $bytes").ThrowIfFailed();
        Emulator.Faults.Add(Fault.DropResponseBodyAfter(1 << 20) with { Operation = "GetObject", Times = 1 });

        PowerShellResult result = Run("$s = Read-R2Object k -AsStream -Verbose -Debug; $m = [IO.MemoryStream]::new(); $s.CopyTo($m); $s.Dispose(); $m.Length").ThrowIfFailed();

        Assert.Equal(2L << 20, Assert.Single(result.Output).BaseObject);
    }
}
