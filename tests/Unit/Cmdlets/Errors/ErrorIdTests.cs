using System.Management.Automation;
using System.Security;
using R2.Cmdlets.Errors;
using R2.Emulator;
using R2.Transfer.Journals;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Errors;

/// <summary>Provokes every error of docs/errors.md and looks at its id and remedy.</summary>
public sealed class ErrorIdTests : CmdletTest
{
    private const string Put = "$null = 'text' | Write-R2Object -Key k; ";
    private const string Drive = "$null = New-PSDrive R2 R2 test-bucket; ";
    private const string Once = "$null = Connect-R2 -Endpoint $endpoint -Credential $credential -BucketName test-bucket -TimeoutSeconds 1 -Option @{ RetryMaxAttempts = 1; CircuitBreakerFailureThreshold = 2 }; ";
    private const string FromVault = "$null = Connect-R2 -Endpoint $endpoint -BucketName test-bucket -VaultName team -SecretName key; ";
    private const string WithApi = "$null = Connect-R2 -AccountId $account -Endpoint $endpoint -ApiToken $token; ";
    private const string Rec = "$null = Start-R2Simulation -Record $folder/rec; $null = Test-R2Object k; Stop-R2Simulation; ";

    /// <summary>What the server says, with its status.</summary>
    public static TheoryData<string, int> OfTheServer => new()
    {
        { "AccessDenied", 403 }, { "BadDigest", 400 }, { "BucketAlreadyOwnedByYou", 409 }, { "BucketConflict", 409 }, { "BucketNotEmpty", 409 }, { "ClientDisconnect", 400 },
        { "EntityTooLarge", 400 }, { "EntityTooSmall", 400 }, { "ExpiredRequest", 403 }, { "ExpiredToken", 403 }, { "IncompleteBody", 400 }, { "InternalError", 500 }, { "InvalidAccessKeyId", 403 },
        { "InvalidDigest", 400 }, { "InvalidPart", 400 }, { "InvalidRequest", 400 }, { "MalformedXML", 400 }, { "MethodNotAllowed", 405 }, { "MissingContentLength", 411 },
        { "NoSuchBucket", 404 }, { "NoSuchCORSConfiguration", 404 }, { "NoSuchKey", 404 }, { "NoSuchLifecycleConfiguration", 404 }, { "NoSuchUpload", 404 }, { "NotEntitled", 403 },
        { "NotImplemented", 501 }, { "ObjectLockedByBucketPolicy", 403 }, { "PreconditionFailed", 412 }, { "RequestTimeout", 408 }, { "RequestTimeTooSkewed", 403 }, { "RouteNotFound", 404 },
        { "ServiceUnavailable", 503 }, { "SignatureDoesNotMatch", 403 }, { "SlowDown", 503 }, { "TooManyRequests", 429 }, { "Unauthorized", 401 }, { "XAmzContentSHA256Mismatch", 400 },
    };

    /// <summary>What the module finds itself.</summary>
    public static TheoryData<string, string> OfTheModule => new()
    {
        { "AccountRequired", "Connect-R2 -Credential $credential" },
        { "ApiTokenRequired", "Get-R2BucketLock" },
        { "BucketRequired", "$null = Connect-R2 -Endpoint $endpoint -Credential $credential; Get-R2ObjectList" },
        { "ConnectionClosed", "$mine = Get-R2Connection; Disconnect-R2; Get-R2ObjectList -Connection $mine" },
        { "ConnectionFailed", "$null = Connect-R2 -Endpoint http://127.0.0.1:9 -Credential $credential; Get-R2ObjectList b-b" },
        { "CredentialRequired", "Connect-R2 -Endpoint $endpoint" },
        { "DuplicateKey", "Write-R2Object $folder/a, $folder/b -Key same" },
        { "DriveNotFound", "Get-Item R2::/test-bucket" },
        { "DriveNotSupported", Drive + "Add-Content R2:/k more" },
        { "EmptyFilter", "Get-R2ObjectList -Prefix $unset" },
        { "FileAccessDenied", "Set-R2BucketCors -Path $folder" },
        { "FileError", "Set-R2BucketCors -Path $folder/locked" },
        { "FileExists", Put + "Read-R2Object k -Path $folder/a" },
        { "EmulatorStoreUnusable", "Start-R2Emulator -StorePath $folder" },
        { "FolderNotEmpty", Drive + "$null = 'x' | Write-R2Object -Key d/dk/k; Remove-Item R2:/d -Include d* -Recurse" },
        { "FileNotFound", "Write-R2Object $folder/none" },
        { "InputObjectNotBound", "Get-R2ObjectList -Delimiter / | Get-R2Object; 1 | Get-R2Object" },
        { "InsecureEndpoint", "Connect-R2 -Endpoint http://example.com -Credential $credential" },
        { "InvalidAge", "Get-R2MultipartUpload -OlderThan -7" },
        { "InvalidArgument", "Set-R2ObjectMetadata k" },
        { "InvalidBucketName", "New-R2Bucket UPPER" },
        { "InvalidCredential", "Connect-R2 -Endpoint $endpoint -Credential $malformed" },
        { "InvalidExpiry", "New-R2PresignedUrl k -ExpiresIn 8.00:00:00" },
        { "InvalidMetadata", "'x' | Write-R2Object -Key k -Metadata @{ 'a b' = 'c' }" },
        { "InvalidObjectName", "Get-R2Object ('k' * 1025)" },
        { "InvalidRange", Put + "Read-R2Object k -Range 9-1 -AsString" },
        { "InvalidRecording", "Import-R2Simulation $folder/a $folder/rec" },
        { "InvalidResponse", "$null = Connect-R2 -Endpoint $canned -Credential $credential; Get-R2ObjectList b-b" },
        { "InvalidRule", "Set-R2BucketCors -Rule @{}" },
        { "InvalidSetting", "Connect-R2 -Endpoint $endpoint -Credential $credential -TimeoutSeconds 0" },
        { "InvalidSseCustomerKey", "Get-R2Object k -SseCustomerKey ([byte[]](1..31))" },
        { "KeyIsFolder", "'x' | Write-R2Object -Key logs/" },
        { "KeyRequired", "'x' | Write-R2Object" },
        { "MigrationSourceUnreachable", WithApi + "Start-R2Migration none-such test-bucket" },
        { "MigrationTargetUnreachable", WithApi + "Start-R2Migration test-bucket none-such" },
        { "QueueNotFound", WithApi + "Add-R2BucketNotification test-bucket none-such object-create" },
        { "LockRuleNotFound", WithApi + "Remove-R2BucketLock test-bucket none -Confirm:$false" },
        { "MetadataTooLarge", "'x' | Write-R2Object -Key k -Metadata @{ a = 'b' * 9000 }" },
        { "MetricFileForeign", "Export-R2Metric $folder/a -Accumulate" },
        { "NoEmulator", "Stop-R2Emulator; Add-R2EmulatorFault 503" },
        { "NoParts", "Start-R2MultipartUpload k | Complete-R2MultipartUpload" },
        { "NothingToWrite", "@() | Write-R2Object -Key k" },
        { "NotConnected", "Disconnect-R2; Get-R2ObjectList" },
        { "NotModified", Put + "Get-R2Object k -IfNoneMatch (Get-R2Object k).ETag" },
        { "NotRecorded", Rec + "$null = Start-R2Simulation -Replay $folder/rec -Strict; Test-R2Object other" },
        { "ObjectExists", Put + "$null = Copy-R2Object k other; Move-R2Object k other" },
        { "ObjectTooLarge", "$null = Connect-R2 -Endpoint $endless -Credential $credential; Read-R2Object k -BucketName b-b -AsByteStream -Raw" },
        { "PathIsFolder", "Write-R2Object $folder" },
        { "PortUnavailable", "Start-R2Emulator -Port $port" },
        { "ProfileNotFound", "Get-R2ObjectList -ProfileName none-such" },
        { "RecordingExists", "Start-R2Simulation -Record $folder" },
        { "RecordingIncomplete", "$null = Start-R2Simulation -Record $folder/rec; Export-R2Simulation $folder/rec $folder/rec.zip" },
        { "RecordingNotFound", "Start-R2Simulation -Replay $folder/none" },
        { "SameObject", Put + "Move-R2Object k" },
        { "SimulationRunning", "$null = Start-R2Simulation -Record $folder/rec; Start-R2Simulation -Record $folder/other" },
        { "SourceUnreadable", "Write-R2Object $folder/locked" },
        { "SyncCollision", "'1', '2' | ForEach-Object { $null = $_ | Write-R2Object -Key (('x', 'x/y')[$_ - 1]) }; Sync-R2Object -BucketName test-bucket -Destination $folder/new" },
        { "SyncImmutable", "$null = 'other' | Write-R2Object -Key a; try { Sync-R2Object $folder -BucketName test-bucket -Include a -Immutable -ErrorAction Stop } catch { throw $_ }" },
        { "SyncIncomplete", "$null = 'other' | Write-R2Object -Key a; Sync-R2Object $folder -BucketName test-bucket -Include a -Immutable" },
        { "SyncListingIncomplete", "$null = Connect-R2 -Endpoint $canned -Credential $credential; Compare-R2Object $folder -BucketName b-b" },
        { "SyncMaxDelete", Put + "Sync-R2Object $folder -BucketName test-bucket -Include a, k -Delete -MaxDelete 0 -Confirm:$false" },
        { "SyncSourceEmpty", Put + "Sync-R2Object $folder -BucketName test-bucket -Include k -Delete -Confirm:$false" },
        { "SyncSourceMissing", "Sync-R2Object $folder/none -BucketName test-bucket" },
        { "TlsFailed", "$null = Connect-R2 -Endpoint ($canned -replace '^http:', 'https:') -Credential $credential; Get-R2ObjectList b-b" },
        { "InvalidToken", "$null = Connect-R2 -Endpoint $endpoint -Credential $credential -SessionToken (ConvertTo-SecureString foreign -AsPlainText) -BucketName test-bucket; Get-R2ObjectList" },
        { "UndecodableContent", "$null = 'text' | Write-R2Object -Key k -ContentEncoding gzip; Read-R2Object k -AsString" },
        { "UnencodableText", "'ü' | Write-R2Object -Key k -Encoding ascii" },
        { "UnknownOperation", "$emulator = Start-R2Emulator; try { Add-R2EmulatorFault 503 -Operation Put } finally { Stop-R2Emulator }" },
        { "UnsafePath", "$null = 'x' | Write-R2Object -Key ../x; Get-R2ObjectList | Read-R2Object -Path $folder" },
    };

    /// <summary>What the module finds in circumstances that a fault of the server or a look at the disk makes.</summary>
    public static TheoryData<string, string> OfCircumstances => new()
    {
        { "ChecksumMismatch", Put + "$faults.Add($corrupted); Read-R2Object k -Path $folder/new" },
        { "CircuitOpen", Once + "$faults.Add($down); 1..3 | ForEach-Object { Get-R2ObjectList }" },
        { "CredentialRenewalFailed", "Import-Module $vaults; $StandIn.Secrets.key = $refused; " + FromVault + "$StandIn.Secrets.key = $unreadable; Get-R2ObjectList" },
        { "ObjectChanged", Put + "$faults.Add($cut); $faults.Add($replaced); Read-R2Object k -Path $folder/new" },
        { "OperationTimeout", Once + "$faults.Add($silent); Get-R2ObjectList" },
        { "RecordingFailed", "$null = 'x' * 10000 | Write-R2Object -Key k; $null = Start-R2Simulation -Record $folder/rec; [IO.File]::WriteAllText(\"$folder/rec/bodies\", 'in the way'); Read-R2Object k -AsString" },
        { "SimulationStopped", Put + "$null = Start-R2Simulation -Record $folder/rec; 'k', 'k' | ForEach-Object { $_; Stop-R2Simulation -ErrorAction Ignore } | Get-R2Object -ThrottleLimit 1" },
        { "SourceChanged", Put + "$faults.Add($written); Move-R2Object k -DestinationKey other" },
        { "TargetNotWritable", Put + "$mine = [IO.FileInfo]::new(\"$folder/mine\"); $mine.Create().Dispose(); $mine.IsReadOnly = $true; try { Read-R2Object k -Path $mine.FullName -Force } finally { $mine.IsReadOnly = $false }" },
        { "TransferInProgress", "$null = Connect-R2 -Endpoint $endpoint -Credential $credential -BucketName test-bucket -Option @{ MultipartThresholdBytes = 5MB }; [IO.File]::WriteAllBytes(\"$folder/busy\", [byte[]]::new(6MB)); Write-R2Object $folder/busy" },
        { "UnsupportedRecording", Rec + "$index = \"$folder/rec/recording.jsonl\"; [IO.File]::WriteAllText($index, [IO.File]::ReadAllText($index).Replace('\"version\":1', '\"version\":2')); Start-R2Simulation -Replay $folder/rec" },
    };

    /// <summary>What needs more than a command, and the test that provokes it; there its code is looked at, here its remedy.</summary>
    public static IReadOnlyDictionary<string, string> ProvokedElsewhere { get; } = new Dictionary<string, string>
    {
        ["JobFailed"] = "Cmdlets/Commands/JobTests.cs",
        ["ApiTokenInactive"] = "Cmdlets/Connections/ApiConnectionTests.cs",
        ["DomainNotActive"] = "Cmdlets/Connections/ApiConnectionTests.cs",
        ["LockRulesChanged"] = "Cmdlets/Connections/ApiConnectionTests.cs",
        ["ZoneNotFound"] = "Cmdlets/Connections/ApiConnectionTests.cs",
        ["BrokenLink"] = "Core/Transfer/FileUploadTests.cs",
        ["NameNotUtf8"] = "Core/Transfer/FileUploadTests.cs",
        ["NotAFile"] = "Core/Transfer/FileUploadTests.cs",
        ["MetricFileBusy"] = "Cmdlets/Metrics/MetricFileTests.cs",
        ["InvalidSecret"] = "Cmdlets/Credentials/VaultTests.cs",
        ["ProfileFileBroken"] = "Cmdlets/Profiles/ProfileFileTests.cs",
        ["ProfileFileBusy"] = "Cmdlets/Profiles/ProfileFileTests.cs",
        ["ProfileFileExposed"] = "Cmdlets/Profiles/ProfileFileTests.cs",
        ["ProfileFileNewer"] = "Cmdlets/Profiles/ProfileFileTests.cs",
        ["SecretManagementMissing"] = "Cmdlets/Profiles/DefaultProfileTests.cs",
        ["SecretNotFound"] = "Cmdlets/Credentials/VaultTests.cs",
        ["DestinationChanged"] = "Core/Sync/SyncDeletionTests.cs",
        ["StateFolderNotWritable"] = "Cmdlets/StateFolderTests.cs",
        ["SyncListingOutOfOrder"] = "Core/Sync/SyncListingTests.cs",
        ["Unexpected"] = "",
        ["VaultFailed"] = "Cmdlets/Credentials/VaultTests.cs",
        ["VaultLocked"] = "Cmdlets/Credentials/VaultTests.cs",
        ["VaultNotRegistered"] = "Cmdlets/Credentials/VaultTests.cs",
    };

    public static IEnumerable<string> Provoked => OfTheServer.Select(static row => row.Data.Item1).Concat(OfTheModule.Select(static row => row.Data.Item1)).Concat(OfCircumstances.Select(static row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(OfTheServer))]
    public void Server(string code, int status)
    {
        Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "ListObjectsV2" });

        AssertRemedy(code, RunToError("Get-R2ObjectList"));
    }

    [Theory]
    [MemberData(nameof(OfTheModule))]
    public void Module(string code, string script)
    {
        WriteFile("a");
        WriteFile("b");
        using FileStream locked = new(WriteFile("locked"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using CannedServer canned = new("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n<html"u8.ToArray());
        using CannedServer endless = new("HTTP/1.1 200 OK\r\nETag: \"etag\"\r\nContent-Length: 3221225472\r\n\r\n"u8.ToArray());
        Session.Set("canned", canned.Endpoint);
        Session.Set("endless", endless.Endpoint);
        Session.Set("port", Emulator.Endpoint.Port);
        Session.Set("malformed", Credential("a b", "secret"));

        AssertRemedy(code, Last(Run($"try {{ {script} }} catch {{ $_ }}")));
    }

    [Theory]
    [MemberData(nameof(OfCircumstances))]
    public void Circumstance(string code, string script)
    {
        using SecureString disposed = new();
        disposed.Dispose();
        TransferOptions defaults = new();
        StateDirectory.Make(defaults);
        using FileStream journal = new(
            StateDirectory.FileFor(defaults, "upload", Emulator.Endpoint.AbsoluteUri, Bucket, "busy", Path.Combine(Folder, "busy")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        Session.Set("faults", Emulator.Faults);
        Session.Set("corrupted", Fault.CorruptResponseByte(0) with { Operation = "GetObject" });
        Session.Set("cut", Fault.DropResponseBodyAfter(1) with { Operation = "GetObject", Times = 1 });
        Session.Set("replaced", Fault.Status(412, "PreconditionFailed") with { Operation = "GetObject", SkipFirst = 1 });
        Session.Set("written", Fault.Status(412, "PreconditionFailed") with { Operation = "HeadObject", KeyPattern = "k", SkipFirst = 1 });
        Session.Set("down", Fault.Status(500, "InternalError"));
        Session.Set("silent", Fault.Stall());
        Session.Set("vaults", Path.Combine(Repository.Root, "tests", "Unit", "Support", "Modules", "Microsoft.PowerShell.SecretManagement", "Microsoft.PowerShell.SecretManagement.psm1"));
        Session.Set("refused", Credential(Emulator.AccessKeyId, new string('0', 64)));
        Session.Set("unreadable", new PSCredential(Emulator.AccessKeyId, disposed));

        AssertRemedy(code, Last(Run($"try {{ {script} }} catch {{ $_ }}")));
    }

    [Fact]
    public void Elsewhere_HaveRemediesToo() => Assert.All(
        ProvokedElsewhere.Keys,
        code => Assert.Equal(Remedies.For(code), ErrorRecords.From(new R2Exception(code, "text"), null).ErrorDetails.RecommendedAction));

    [Fact]
    public void Unexpected_ExceptionOfAnyKind_HasAnIdToo() =>
        Assert.Equal("R2.Unexpected", ErrorRecords.From(new InvalidCastException("text"), "target").FullyQualifiedErrorId);

    private static ErrorRecord Last(PowerShellResult result) =>
        result.Errors.Count > 0 ? result.Errors[^1] : Assert.IsType<ErrorRecord>(result.Output[^1].BaseObject);

    /// <summary>Every six words in a row: a remedy that has six of its message says nothing new.</summary>
    private static IEnumerable<string> Runs(string text)
    {
        string[] words = text.ToUpperInvariant().Split([' ', '.', ',', ':', ';'], StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, Math.Max(0, words.Length - 5)).Select(i => string.Join(' ', words[i..(i + 6)]));
    }

    private static void AssertRemedy(string code, ErrorRecord error)
    {
        Assert.StartsWith($"R2.{code},", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Remedies.All[code], error.ErrorDetails.RecommendedAction);
        Assert.Empty(Runs(error.ErrorDetails.RecommendedAction).Intersect(Runs(error.ErrorDetails.Message)));
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
        Assert.NotEqual(ErrorCategory.InvalidResult, error.CategoryInfo.Category);
    }
}
