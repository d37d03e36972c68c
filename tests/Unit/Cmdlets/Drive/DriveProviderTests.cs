using R2.Cmdlets.Connections;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Drive;

/// <summary>The drive over time, by a clock that a test moves: what is known, for how long, and what is asked then.</summary>
public sealed class DriveProviderTests : CmdletTest
{
    private readonly ManualTime _time = new();

    public DriveProviderTests()
    {
        RunspaceState.Of(Session.Runspace).DriveTime = _time;
        Run("'a.txt', 'css/a.css', 'css/b.css' | ForEach-Object { $null = \"text of $_\" | Write-R2Object -Key $_ }; $null = New-PSDrive R2 R2 test-bucket -Scope Global").ThrowIfFailed();
    }

    [Fact]
    public void Listing_IsAskedForAgainAfterTwoSeconds()
    {
        Assert.Equal(1, Requests("Get-ChildItem R2:/css"));
        Assert.Equal(0, Requests("Get-ChildItem R2:/css"));
        _time.Advance(TimeSpan.FromSeconds(2.1));
        Assert.Equal(1, Requests("Get-ChildItem R2:/css"));
    }

    [Fact]
    public void Existence_IsAskedForAgainAfterFiveSeconds()
    {
        Assert.Equal(1, Requests("Test-Path R2:/css/a.css"));
        Assert.Equal(0, Requests("Test-Path R2:/css/a.css; Get-Item R2:/css/a.css"));
        _time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Equal(1, Requests("Test-Path R2:/css/a.css"));
    }

    [Fact]
    public void WhatOthersWrite_ShowsAfterTheseSeconds_AndAtOnceWithoutACache()
    {
        Run("$null = New-PSDrive Raw R2 test-bucket -NoCache -Scope Global").ThrowIfFailed();
        string[] seen = ["R2:/css/new", "Raw:/css/new"];
        Assert.All(seen, path => Assert.False(Exists(path)));
        // By another session: this one is not told.
        using (PowerShellSession other = new())
        {
            other.Set("endpoint", Emulator.Endpoint);
            other.Set("credential", Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey));
            other.Run($"$null = Connect-R2 -Endpoint $endpoint -Credential $credential -BucketName {Bucket}; $null = 'x' | Write-R2Object -Key css/new").ThrowIfFailed();
        }

        Assert.False(Exists("R2:/css/new"));
        Assert.True(Exists("Raw:/css/new"));
        _time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.True(Exists("R2:/css/new"));
    }

    [Fact]
    public void OwnWrites_ShowAtOnce()
    {
        Assert.False(Exists("R2:/css/new"));
        Run("Set-Content R2:/css/new -Value x").ThrowIfFailed();
        Assert.True(Exists("R2:/css/new"));
        Assert.Contains("css/new", Run("Get-ChildItem R2:/css | ForEach-Object Key").ThrowIfFailed().As<string>());
        Run("Remove-Item R2:/css/new").ThrowIfFailed();
        Assert.False(Exists("R2:/css/new"));
        Run("Remove-Item R2:/css -Recurse").ThrowIfFailed();
        Assert.False(Exists("R2:/css"));
    }

    [Fact]
    public void PipedRows_AreRemovedInOneRequest_AlsoWithoutACache()
    {
        Run("$null = New-PSDrive Raw R2 test-bucket -NoCache -Scope Global").ThrowIfFailed();
        Emulator.Requests.Clear();
        Run("Get-ChildItem Raw:/css | Remove-Item").ThrowIfFailed();
        Assert.Equal(1, Emulator.Requests.CountOf("DeleteObjects"));
        Assert.Equal(0, Emulator.Requests.CountOf("DeleteObject"));
        Assert.Equal(["a.txt"], Keys());
    }

    [Fact]
    public void TwoAccountsWithABucketOfOneName_AreNeverTakenForEachOther()
    {
        using R2.Emulator.R2EmulatorServer other = R2.Emulator.R2EmulatorServer.Start(new R2.Emulator.R2EmulatorOptions { Buckets = [Bucket] });
        UsedSecrets.Note(other.SecretAccessKey);
        Session.Set("otherEndpoint", other.Endpoint);
        Session.Set("otherCredential", Credential(other.AccessKeyId, other.SecretAccessKey));
        Run($"""
            $theirs = Connect-R2 -Endpoint $otherEndpoint -Credential $otherCredential -BucketName {Bucket} -NoDefault
            'a.txt', 'css/a.css' | ForEach-Object {"{"} $null = 'theirs' | Write-R2Object -Key $_ -Connection $theirs {"}"}
            $null = New-PSDrive Other R2 {Bucket} -Connection $theirs -Scope Global
            Get-ChildItem R2:/css | Remove-Item
            Get-Item R2:/a.txt | Remove-Item
            """).ThrowIfFailed();

        Assert.Equal(["a.txt", "css/a.css"], Run("Get-ChildItem Other:/ -Recurse | ForEach-Object Key").ThrowIfFailed().As<string>());
        Assert.Equal(["theirs"], Run("Get-Item Other:/a.txt | Get-Content").ThrowIfFailed().As<string>());
        Assert.Empty(Keys());
    }

    [Fact]
    public void PipedContent_IsReadByTheParametersOfTheCurrentLocationsProvider()
    {
        Run("Set-Content R2:/latin -Value ä -Encoding latin1 -NoNewline").ThrowIfFailed();
        string location = $"Set-Location -LiteralPath '{Folder}'; ";
        Assert.Equal("text of a.txt", Run(location + "Get-Item R2:/a.txt | Get-Content -Raw").ThrowIfFailed().As<string>().Single());
        Assert.Equal("ä", Run(location + "Get-Item R2:/latin | Get-Content -Encoding latin1").ThrowIfFailed().As<string>().Single());
        Assert.Equal([0xe4], (byte[])Run(location + "Get-Item R2:/latin | Get-Content -AsByteStream -Raw").ThrowIfFailed().Output.Single().BaseObject);
        Assert.Equal(13, Run(location + "Get-Item R2:/a.txt | Get-Content -AsByteStream").ThrowIfFailed().Output.Count);
    }

    [Fact]
    public void Content_OfManyLines_IsReadAndWrittenAsItComes()
    {
        Run("1..5000 | Set-Content R2:/many").ThrowIfFailed();
        Assert.Equal(5000, (int)Run("(Get-Content R2:/many | Measure-Object).Count").ThrowIfFailed().Output.Single().BaseObject);
        Assert.Equal(["1", "2"], Run("Get-Content R2:/many -TotalCount 2").ThrowIfFailed().As<string>());
        Assert.Equal("1", Run("Get-Content R2:/many | Select-Object -First 1").ThrowIfFailed().As<string>().Single());
        Run("Set-Content R2:/bytes -Value ([byte[]](0..255)) -AsByteStream").ThrowIfFailed();
        Assert.Equal(Enumerable.Range(0, 256).Select(static i => (byte)i), (byte[])Run("Get-Content R2:/bytes -AsByteStream -Raw").ThrowIfFailed().Output.Single().BaseObject);
    }

    [Fact]
    public void Root_IsNotTakenForAFolderOfTheCurrentLocation()
    {
        Run($"$null = 'x' | Write-R2Object -Key {Bucket}/inside; Set-Location R2:/; $null = New-PSDrive Again R2 {Bucket} -Scope Global; $null = New-PSDrive Sub R2 R2:/css -Scope Global").ThrowIfFailed();
        Assert.Contains("a.txt", Run("Get-ChildItem Again:/ -File | ForEach-Object Key").ThrowIfFailed().As<string>());
        Assert.Equal(["css/a.css", "css/b.css"], Run("Get-ChildItem Sub:/ | ForEach-Object Key").ThrowIfFailed().As<string>());
    }

    [Fact]
    public void Tab_QuotesWhatNeedsIt_AndLeadsToTheObject()
    {
        string[] keys = ["odd/a b.txt", "odd/br[1].txt", "odd/it's", @"odd/back\slash"];
        foreach (string key in keys)
        {
            Run($"$null = 'text of {key.Replace("'", "''", StringComparison.Ordinal)}' | Write-R2Object -Key '{key.Replace("'", "''", StringComparison.Ordinal)}'").ThrowIfFailed();
        }

        IReadOnlyList<string> texts = Run("$line = 'Get-Content R2:/odd/'; (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText").ThrowIfFailed().As<string>();
        Assert.Equal(keys.Length, texts.Count);
        Assert.Equal(keys.Order(StringComparer.Ordinal), texts.SelectMany(text => Run($"Get-Content {text}").ThrowIfFailed().As<string>()).Select(static text => text["text of ".Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tab_AsksForOnePageOfALargeFolder()
    {
        Run("$n = @(0); $null = @('x') * 1100 | Write-R2Object -Key { \"many/$(($n[0]++).ToString('0000'))\" } -ThrottleLimit 32").ThrowIfFailed();
        Emulator.Requests.Clear();
        Assert.NotEmpty(Run("$line = 'Get-Content R2:/many/'; (TabExpansion2 $line $line.Length).CompletionMatches").ThrowIfFailed().Output);
        Assert.Equal(1, Emulator.Requests.Total);
    }

    private bool Exists(string path) => (bool)Run($"Test-Path '{path}'").ThrowIfFailed().Output.Single().BaseObject;

    private int Requests(string script)
    {
        Emulator.Requests.Clear();
        Run(script).ThrowIfFailed();
        return (int)Emulator.Requests.Total;
    }
}
