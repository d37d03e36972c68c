using System.Management.Automation;
using System.Reflection;
using R2.Cmdlets.Completion;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Pipeline;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Completion;

/// <summary>Tab, through the engine.</summary>
public sealed class CompletionTests : CmdletTest
{
    private readonly CompletionTime _time = new();

    public CompletionTests() => R2.Cmdlets.Connections.RunspaceState.Of(Session.Runspace).Completion = new CompletionCache(_time);

    [Theory]
    [InlineData("Get-R2ObjectList ", "other test-bucket")]
    [InlineData("Get-R2ObjectList te", "test-bucket")]
    [InlineData("Get-R2ObjectList -Bucket OT", "other")]
    [InlineData("Remove-R2Bucket 'o", "'other'")]
    [InlineData("Get-R2BucketCors x", "")]
    [InlineData("Copy-R2Object a -DestinationBucketName o", "other")]
    public void Buckets(string line, string expected)
    {
        Run("$null = New-R2Bucket other").ThrowIfFailed();

        Assert.Equal(expected, Completed(line));
    }

    [Theory]
    [InlineData("Get-R2Object ", "docs/ top \"'with space'\" '#odd'")]
    [InlineData("Get-R2Object d", "docs/")]
    [InlineData("Get-R2Object docs/", "docs/2026/ docs/a.txt docs/b.txt")]
    [InlineData("Get-R2Object -Key docs/b", "docs/b.txt")]
    [InlineData("Get-R2Object D", "")]
    [InlineData("Get-R2Object 'docs/2026/", "'docs/2026/it''s.txt'")]
    [InlineData("Get-R2Object -BucketName other o", "only-here")]
    [InlineData("Get-R2ObjectList -Prefix docs/", "docs/2026/")]
    [InlineData("Copy-R2Object docs/a.txt -DestinationBucketName other -DestinationKey ", "only-here")]
    [InlineData("Get-R2Object top, docs/a", "docs/a.txt")]
    public void Keys_FolderByFolder(string line, string expected)
    {
        Run("'docs/a.txt', 'docs/b.txt', 'docs/2026/it''s.txt', 'top', 'with space', '#odd' | ForEach-Object { 'x' | Write-R2Object -Key $_ } | ForEach-Object { }").ThrowIfFailed();
        Run("$null = New-R2Bucket other; $null = 'x' | Write-R2Object -Bucket other -Key only-here").ThrowIfFailed();
        string wanted = string.Join(' ', expected.Replace("\"", "", StringComparison.Ordinal).Split(' ').Order(StringComparer.Ordinal));

        Assert.Equal(wanted, string.Join(' ', Completed(line).Split(' ').Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Upload_ByKeyAndById()
    {
        Run("$ids = 'a', 'a', 'b' | ForEach-Object { (Start-R2MultipartUpload $_).UploadId }").ThrowIfFailed();
        IReadOnlyList<string> ids = Run("$ids").ThrowIfFailed().As<string>();

        Assert.Equal("a b", Completed("Stop-R2MultipartUpload "));
        Assert.Equal(ids.Take(2).Order(StringComparer.Ordinal), Texts("Stop-R2MultipartUpload a -UploadId ").Select(static id => id.Trim('\'')).Order(StringComparer.Ordinal));
        Assert.All(Session.Complete("Stop-R2MultipartUpload b "), result => Assert.StartsWith("b (started ", result.ListItemText, StringComparison.Ordinal));
    }

    [Fact]
    public void StorageClass() => Assert.Equal("STANDARD STANDARD_IA", Completed("Write-R2Object f -StorageClass "));

    [Fact]
    public void SecondTab_AsksNobody()
    {
        Completed("Get-R2ObjectList t");
        int before = Emulator.Requests.Count;

        Assert.Equal("test-bucket", Completed("Get-R2ObjectList te"));
        Assert.Equal(before, Emulator.Requests.Count);
    }

    [Theory]
    [InlineData("Get-R2ObjectList t", "ListBuckets")]
    [InlineData("Get-R2Object k", "ListObjectsV2")]
    [InlineData("Stop-R2MultipartUpload k", "ListMultipartUploads")]
    public void ServerStalls_IsNothingWhenTheTimeIsOver(string line, string operation)
    {
        Run("$null = Connect-R2 -Endpoint $endpoint -Credential $credential").ThrowIfFailed();
        Emulator.Faults.Add(Fault.Stall() with { Operation = operation });
        _time.BudgetIsOver = true;

        Assert.Equal("", Completed(line.Replace(" ", " -BucketName test-bucket ", StringComparison.Ordinal).Replace("List -BucketName test-bucket ", "List ", StringComparison.Ordinal)));
        _time.EndPatience();
    }

    [Theory]
    [InlineData("Get-R2ObjectList -Connection $connection t")]
    [InlineData("Get-R2Object -Connection $connection -Bucket b k")]
    public void Offline_IsNothing(string line)
    {
        Run("$connection = Connect-R2 -Endpoint http://127.0.0.1:9 -Credential $credential").ThrowIfFailed();

        Assert.Equal("", Completed(line));
    }

    [Fact]
    public void TokenForObjectsAlone_GivesTheBucketOfTheConnection()
    {
        Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "ListBuckets" });

        Assert.Equal("test-bucket", Completed("Get-R2ObjectList t"));
    }

    [Fact]
    public void NoConnection_IsNothing()
    {
        Run("Disconnect-R2").ThrowIfFailed();

        Assert.Equal("", Completed("Get-R2ObjectList t"));
        Assert.Equal("", Completed("Get-R2Object k"));
    }

    [Fact]
    public void Profile_IsNotResolvedSinceItsVaultMayAsk()
    {
        Assert.Equal("", Completed("Get-R2Object -ProfileName work "));
        Assert.Equal(0, Emulator.Requests.Count(request => request.Operation == "ListObjectsV2"));
    }

    [Fact]
    public void Parameters_OfTheseNames_HaveACompleter()
    {
        Dictionary<string, Type> completers = new()
        {
            ["BucketName"] = typeof(BucketNameCompleter),
            ["DestinationBucketName"] = typeof(BucketNameCompleter),
            ["DestinationKey"] = typeof(KeyCompleter),
            ["UploadId"] = typeof(UploadCompleter),
            ["ProfileName"] = typeof(ProfileNameCompleter),
            ["VaultName"] = typeof(VaultNameCompleter),
            ["SecretName"] = typeof(SecretNameCompleter),
        };

        // Here a bucket is made or only named, or a pattern of keys, or keys at another cloud.
        string[] exempt = ["AddR2EmulatorFaultCommand", "NewR2BucketCommand", "ConnectR2Command", "StartR2EmulatorCommand", "SetR2ProfileCommand", "StartR2MigrationCommand", "NewR2TemporaryCredentialCommand"];
        IEnumerable<PropertyInfo> parameters =
            from type in typeof(AsyncCmdlet).Assembly.GetTypes()
            where type.IsDefined(typeof(CmdletAttribute), inherit: false)
            from property in type.GetProperties()
            where property.IsDefined(typeof(ParameterAttribute)) && (completers.ContainsKey(property.Name) || property.Name is "Key" or "Prefix")
            where !(exempt.Contains(type.Name) && property.Name is "BucketName" or "Key" or "Prefix")
            select property;

        Assert.All(parameters, parameter =>
        {
            Type? completer = parameter.GetCustomAttribute<ArgumentCompleterAttribute>(inherit: false)?.Type;
            Assert.True(completer is not null, $"{parameter.ReflectedType!.Name}.{parameter.Name}");
            Assert.True(!completers.TryGetValue(parameter.Name, out Type? expected) || expected == completer, $"{parameter.ReflectedType!.Name}.{parameter.Name}");
        });
    }

    private IEnumerable<string> Texts(string line) => Session.Complete(line).Select(static result => result.CompletionText);

    private string Completed(string line) => string.Join(' ', Texts(line));
}
