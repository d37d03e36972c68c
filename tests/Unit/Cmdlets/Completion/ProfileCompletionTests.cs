using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Completion;

/// <summary>Names of profiles, by the file of this user.</summary>
[Collection(ProcessState.Name)]
public sealed class ProfileCompletionTests : CmdletTest
{
    private const string Variable = "R2_PROFILE";
    private readonly ProfileFolder _profiles = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    [Theory]
    [InlineData("Get-R2ObjectList -ProfileName ", "home nightly work")]
    [InlineData("Write-R2Object f -ProfileName W", "work")]
    [InlineData("Connect-R2 -ProfileName n", "nightly")]
    [InlineData("Get-R2Profile ", "home nightly work")]
    [InlineData("Remove-R2Profile home, w", "work")]
    [InlineData("Set-R2Profile -Name 'h", "'home'")]
    [InlineData("Get-R2Object -ProfileName x", "")]
    public void Names_OfTheFile_InOrder(string line, string expected)
    {
        MakeProfiles();

        Assert.Equal(expected, Completed(line));
    }

    [Fact]
    public void Menu_SaysWhichIsTheDefault()
    {
        MakeProfiles();

        Assert.Equal(["profile", "profile, the default", "profile"], Session.Complete("Get-R2Object -ProfileName ").Select(static result => result.ToolTip));
    }

    [Fact]
    public void VariableNamesNone_IsWhenTheNamesAreWanted()
    {
        MakeProfiles();
        Run("Disconnect-R2").ThrowIfFailed();
        Environment.SetEnvironmentVariable(Variable, "nothing");

        Assert.Equal("home nightly work", Completed("Get-R2Object -ProfileName "));
        Assert.Equal("", Completed("Get-R2Object -BucketName "));
    }

    [Fact]
    public void BrokenFile_IsNothing()
    {
        MakeProfiles();
        string file = (string)Run("(Get-R2Profile)[0].Path").ThrowIfFailed().Output.Single().BaseObject;
        File.WriteAllText(file, "{");

        Assert.Equal("", Completed("Get-R2Object -ProfileName "));
    }

    [Fact]
    public void NoFile_IsNothing() => Assert.Equal("", Completed("Get-R2Object -ProfileName "));

    protected override void Dispose(bool disposing)
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _profiles.Dispose();
        base.Dispose(disposing);
    }

    private void MakeProfiles() =>
        Run("Set-R2Profile -Name work -Endpoint $endpoint; Set-R2Profile -Name home -Endpoint $endpoint; Set-R2Profile -Name nightly -Endpoint $endpoint -Default").ThrowIfFailed();

    private string Completed(string line) => string.Join(' ', Session.Complete(line).Select(static result => result.CompletionText));
}
