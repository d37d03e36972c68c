using System.Management.Automation;
using System.Security;
using R2.Cmdlets.Errors;
using R2.Emulator;

namespace R2.Unit.Support;

/// <summary>A session connected to an emulator of its own with one bucket, and a folder to write in.</summary>
public abstract class CmdletTest : IDisposable
{
    protected const string Bucket = "test-bucket";

    /// <param name="limits">Lower limits than R2's own, to reach them with few bytes.</param>
    private protected CmdletTest(EmulatorLimits? limits = null)
    {
        Emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Bucket], Limits = limits ?? new() });
        UsedSecrets.Note(Emulator.SecretAccessKey);
        UsedSecrets.Note(Emulator.ApiToken);
        Folder = Directory.CreateTempSubdirectory("r2-test-").FullName;
        Session.Set("endpoint", Emulator.Endpoint);
        Session.Set("credential", Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey));
        Session.Set("account", Emulator.AccountId);
        Session.Set("token", Credential("token", Emulator.ApiToken).Password);
        Session.Set("folder", Folder);
        Run($"$null = Connect-R2 -Endpoint $endpoint -Credential $credential -BucketName {Bucket}").ThrowIfFailed();
    }

    protected R2EmulatorServer Emulator { get; }

    protected PowerShellSession Session { get; } = new();

    protected string Folder { get; }

    public static PSCredential Credential(string id, string secret)
    {
        SecureString password = new();
        foreach (char character in secret)
        {
            password.AppendChar(character);
        }

        return new PSCredential(id, password);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Session.Dispose();
        Emulator.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    protected PowerShellResult Run(string script) => Session.Run(script);

    /// <summary>The only error of a script that went on after it.</summary>
    protected ErrorRecord RunToError(string script)
    {
        PowerShellResult result = Run(script + "; 'went on'");
        Assert.Null(result.Failure);
        Assert.Equal("went on", result.Output[^1].BaseObject);
        return Assert.Single(result.Errors);
    }

    /// <summary>The error that ended a statement; what follows in the same statement is not reached.</summary>
    protected static ErrorRecord RunToTerminatingError(PowerShellSession session, string script) =>
        Assert.IsType<ErrorRecord>(session.Run($"try {{ {script}; 'reached' }} catch {{ $_ }}").ThrowIfFailed().Output.Single().BaseObject);

    protected string WriteFile(string name, string content = "content")
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Keys in the bucket, in order.</summary>
    protected string[] Keys() => [.. Run("Get-R2ObjectList | ForEach-Object Key").ThrowIfFailed().As<string>()];

    protected string Text(string key) => (string)Run($"Read-R2Object -Key '{key}' -AsString").ThrowIfFailed().Output.Single().BaseObject;

    protected static void AssertError(ErrorRecord error, string id, ErrorCategory category, string? target = null)
    {
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        // Where the message says it all, a remedy would say it again.
        Assert.True(error.ErrorDetails.RecommendedAction.Length > 0 || Remedies.All[id["R2.".Length..]].Length == 0, $"{id} has no remedy.");
        if (target is not null)
        {
            Assert.Equal(target, error.TargetObject?.ToString());
        }
    }
}
