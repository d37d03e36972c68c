using System.Management.Automation;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using R2.Cmdlets.Results;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Docs;

/// <summary>Runs every command of every runbook, with the symptom made by the emulator, and healed before the resolution.</summary>
public sealed partial class RunbookTests : IDisposable
{
    private readonly PowerShellSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-runbook-").FullName;
    private readonly FaultInjector _faults;

    public RunbookTests()
    {
        _session.Set("demo", Path.Combine(Repository.Root, "tests", "Pester", "HelpDemo.ps1"));
        _session.Set("folder", _folder);
        _session.Run(". $demo $folder; $endpoint = $emulator.Endpoint").ThrowIfFailed();
        _faults = (FaultInjector)_session.Run("$emulator").ThrowIfFailed().As<R2.Cmdlets.Results.R2Emulator>().Single().Faults;
    }

    public void Dispose()
    {
        _session.Run("Stop-R2Emulator");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void EveryRunbook_HasATest() =>
        Assert.Equal(["credential-issues", "download-failures", "multipart-stuck", "performance-degradation", "upload-failures"], Runbook.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void UploadFailures()
    {
        Runbook runbook = new("upload-failures");
        using (FileStream large = File.OpenWrite(Path.Combine(_folder, "disk.img")))
        {
            large.SetLength(101 << 20); // above the threshold, so that it goes in parts
        }

        _faults.Add(Fault.CorruptRequestByte(100) with { Operation = "UploadPart", SkipFirst = 1 });

        ErrorRecord error = Assert.Single(Run(runbook, "Symptom").SelectMany(result => result.Errors));
        Diagnose(runbook);
        _faults.Clear();
        PowerShellResult[] resolution = Resolve(runbook);

        Assert.StartsWith("R2.BadDigest,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(resolution[0].As<R2UploadResult>().Single().ResumedBytes >= 5 << 20);
        Assert.DoesNotContain(resolution[1].Output, item => item.BaseObject is R2MultipartUpload { Key: "disk.img" });
    }

    [Fact]
    public void DownloadFailures()
    {
        Runbook runbook = new("download-failures");
        string file = Path.Combine(_folder, "restore", "db.dump");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        _faults.Add(Fault.CorruptResponseByte(100) with { Operation = "GetObject" });

        ErrorRecord error = Assert.Single(Run(runbook, "Symptom").SelectMany(result => result.Errors));
        Assert.False(File.Exists(file));
        Diagnose(runbook);
        _faults.Clear();
        Resolve(runbook);

        Assert.StartsWith("R2.ChecksumMismatch,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, "db.dump"))), SHA256.HashData(File.ReadAllBytes(file)));
    }

    [Fact]
    public void MultipartStuck()
    {
        Runbook runbook = new("multipart-stuck");

        Assert.Equal("video.mp4", Assert.Single(Assert.Single(Run(runbook, "Symptom")).ThrowIfFailed().As<R2MultipartUpload>()).Key);
        PowerShellResult[] diagnosis = Diagnose(runbook);
        Resolve(runbook);

        Assert.Contains(diagnosis[0].Output, item => item.BaseObject is R2Part { PartNumber: 1 });
        Assert.Empty(_session.Run("Get-R2MultipartUpload").ThrowIfFailed().Output);
    }

    [Fact]
    public void CredentialIssues()
    {
        Runbook runbook = new("credential-issues");
        _session.Set("wrong", CmdletTest.Credential((string)_session.Run("$cred.UserName").Output.Single().BaseObject, new string('0', 64)));
        _session.Run("$endpoint = $emulator.Endpoint; $null = Connect-R2 -Endpoint $endpoint -Credential $wrong -BucketName backups").ThrowIfFailed();

        ErrorRecord error = Assert.Single(Run(runbook, "Symptom").SelectMany(result => result.Errors));
        PowerShellResult[] diagnosis = Run(runbook, "Diagnosis");
        PowerShellResult[] resolution = Resolve(runbook);

        Assert.StartsWith("R2.SignatureDoesNotMatch,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(diagnosis, ShowsSomething);
        Assert.All(diagnosis.SelectMany(result => result.Errors), refused => Assert.StartsWith("R2.AccessDenied,", refused.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.DoesNotContain(diagnosis.SelectMany(result => result.Debug.Concat(result.Verbose)), text => text.Contains("Signature=", StringComparison.Ordinal));
        Assert.Equal("Credential", Assert.Single(NameShown().Matches(Text(diagnosis[0]))).Groups[1].Value);
        Assert.DoesNotContain(resolution[0].As<R2ConnectionTest>(), step => step.Status == R2TestStatus.Failed);
        Assert.Contains(resolution[0].As<R2ConnectionTest>(), step => step is { Name: "List", Status: R2TestStatus.Passed });
    }

    [Fact]
    public void PerformanceDegradation()
    {
        Runbook runbook = new("performance-degradation");
        _faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "PutObject", Times = 2 });

        Assert.All(Run(runbook, "Symptom"), result => result.ThrowIfFailed());
        PowerShellResult[] diagnosis = Diagnose(runbook);
        Resolve(runbook);

        Assert.Contains(diagnosis[0].Output, item => item.BaseObject is R2OperationMetric { Operation: "PutObject", Retries: 2 });
    }

    private PowerShellResult[] Run(Runbook runbook, string section) => [.. runbook.Blocks(section).Select(block =>
    {
        PowerShellResult result = _session.Run(block);
        foreach (string property in ListedProperties().Matches(block).SelectMany(static list => list.Groups[1].Value.Split(", ")))
        {
            // Format-List leaves out what does not exist.
            Assert.Matches($"(?m)^{property} +: ", Text(result));
        }

        return result;
    })];

    /// <summary>What a person sees of a result.</summary>
    private string Text(PowerShellResult result)
    {
        _session.Set("shown", result.Output);
        return (string)_session.Run("$shown | Out-String -Width 500").ThrowIfFailed().Output.Single().BaseObject;
    }

    private PowerShellResult[] Diagnose(Runbook runbook)
    {
        PowerShellResult[] results = Run(runbook, "Diagnosis");
        Assert.All(results, result => ShowsSomething(result.ThrowIfFailed()));
        return results;
    }

    private PowerShellResult[] Resolve(Runbook runbook)
    {
        PowerShellResult[] results = Run(runbook, "Resolution");
        Assert.All(results, result => result.ThrowIfFailed());
        return results;
    }

    /// <summary>A command that shows nothing diagnoses nothing.</summary>
    private static void ShowsSomething(PowerShellResult result) => Assert.True(result.Output.Count + result.Verbose.Count + result.Debug.Count > 0, "A block of the diagnosis shows nothing.");

    [GeneratedRegex("Format-List ([A-Za-z, ]+)")]
    private static partial Regex ListedProperties();

    [GeneratedRegex(@"(?m)^Name +: (\w+)")]
    private static partial Regex NameShown();
}
