using R2.Cmdlets.Profiles;
using R2.Settings;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Profiles;

public sealed class ProfileFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-profiles-").FullName;

    private string FilePath => Path.Combine(_folder, "r2", "profiles.json");

    private ProfileFile Profiles => new(FilePath);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Change_NewFile_IsItsOwnersAloneAndReadsBack()
    {
        SettingLayer values = SettingLayer.Empty
            .With(KnownSettings.AccountId, "0123456789abcdef0123456789abcdef", "profile 'work'")
            .With(KnownSettings.Jurisdiction, R2Jurisdiction.Eu, "profile 'work'")
            .With(KnownSettings.AllowInsecure, true, "profile 'work'")
            .With(KnownSettings.MaxAttempts, 5, "profile 'work'");

        Profiles.Change(document => document.With(new Profile("work", values, "team", "key"), isDefault: true));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }

        Profile read = Profiles.Get("WORK");
        Assert.Equal("work", Profiles.Read().Default);
        Assert.Equal(("team", "key"), (read.VaultName, read.SecretName));
        Assert.Equal((R2Jurisdiction.Eu, true, 5), (read.Values.Get(KnownSettings.Jurisdiction), read.Values.Get(KnownSettings.AllowInsecure), read.Values.Get(KnownSettings.MaxAttempts)));
        Assert.Equal("profile 'work'", read.Values.SourceOf(KnownSettings.MaxAttempts));
        Assert.Equal(["profiles.json", "profiles.json.lock"], Directory.GetFiles(Path.Combine(_folder, "r2")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{ \"version\": 1, \"profiles\": { \"a\": {} }", "R2.ProfileFileBroken")]
    [InlineData("", "R2.ProfileFileBroken")]
    [InlineData("[]", "R2.ProfileFileBroken")]
    [InlineData("{ \"profiles\": {} }", "R2.ProfileFileBroken")]
    [InlineData("{ \"version\": \"1\", \"profiles\": {} }", "R2.ProfileFileBroken")]
    [InlineData("{ \"version\": 1, \"profiles\": { \"a\": 5 } }", "R2.ProfileFileBroken")]
    [InlineData("{ \"version\": 2, \"profiles\": {}, \"news\": {} }", "R2.ProfileFileNewer")]
    [InlineData("{ \"version\": 1, \"profiles\": { \"a\": { \"secretAccessKey\": \"s3cr3t\" } } }", "R2.InvalidSetting")]
    [InlineData("{ \"version\": 1, \"profiles\": { \"a\": { \"jurisdiction\": \"moon\" } } }", "R2.InvalidSetting")]
    [InlineData("{ \"version\": 1, \"profiles\": { \"a\": { \"options\": { \"retryMaxAttempts\": 0 } } } }", "R2.InvalidSetting")]
    public void Change_FileThatIsNotUnderstood_IsRefusedAndLeftAsItIs(string content, string code)
    {
        Write(content);

        R2Exception exception = Assert.Throws<R2Exception>(() => Profiles.Change(document => document.Without("a")));

        Assert.Equal(code, "R2." + exception.Code);
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(FilePath));
    }

    [UnixFact("Windows has no modes.")]
    public void Read_FileThatOthersCanRead_IsRefused()
    {
        Write("{ \"version\": 1, \"profiles\": {} }");
#pragma warning disable CA1416
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
#pragma warning restore CA1416

        Assert.Equal("ProfileFileExposed", Assert.Throws<R2Exception>(Profiles.Read).Code);
    }

    [Fact]
    public void Change_WhileAnotherDoes_IsRefused()
    {
        string? code = null;

        Profiles.Change(document =>
        {
            code = Assert.Throws<R2Exception>(() => Profiles.Change(static other => other)).Code;
            return document;
        });

        Assert.Equal("ProfileFileBusy", code);
    }

    [UnixFact("Links need rights on Windows.")]
    public void Change_FileThatIsALink_ReplacesItsTarget()
    {
        string target = Path.Combine(_folder, "kept.json");
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(target, "{ \"version\": 1, \"profiles\": {} }");
#pragma warning disable CA1416
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
        File.CreateSymbolicLink(FilePath, target);

        Profiles.Change(static document => document.With(new Profile("a", SettingLayer.Empty, null, null), isDefault: false));

        Assert.Equal(target, File.ResolveLinkTarget(FilePath, returnFinalTarget: true)!.FullName);
        Assert.Contains("\"a\"", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [UnixFact("XDG is not of Windows.")]
    public void OfUser_FollowsXdg()
    {
        Assert.Equal("/etc/mine/r2/profiles.json", ProfileFile.OfUser(name => name == "XDG_CONFIG_HOME" ? "/etc/mine" : null).Path);
        Assert.EndsWith("/.config/r2/profiles.json", ProfileFile.OfUser(name => name == "XDG_CONFIG_HOME" ? "relative" : null).Path, StringComparison.Ordinal);
    }

    [WindowsFact("APPDATA is not of Unix.")]
    public void OfUser_FollowsAppData()
    {
        Assert.Equal(@"C:\mine\R2\profiles.json", ProfileFile.OfUser(name => name == "APPDATA" ? @"C:\mine" : null).Path);
        Assert.EndsWith(@"\AppData\Roaming\R2\profiles.json", ProfileFile.OfUser(name => name == "APPDATA" ? @"\relative" : null).Path, StringComparison.OrdinalIgnoreCase);
    }

    private void Write(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
