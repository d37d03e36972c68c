using System.Management.Automation;
using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>Get-Help of the engine finds the module's help where the build put it.</summary>
public sealed class GetHelpTests : IDisposable
{
    private readonly PowerShellSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void GetHelp_Full_HasTheTextsOfThePage()
    {
        Page page = Page.All.Single(static candidate => candidate.Name == "Write-R2Object");

        PSObject help = _session.Run("Get-Help Write-R2Object -Full").ThrowIfFailed().Output.Single();

        Assert.Equal(page.Synopsis, Text("$args[0].Synopsis", help));
        Assert.Equal(page.Parameters.Keys.Order(), _session.Run("(Get-Help Write-R2Object -Full).parameters.parameter.name").ThrowIfFailed().Output.Select(static name => $"{name}").Order());
        Assert.Equal(page.Examples.Select(static example => example.Codes[0]), _session.Run("(Get-Help Write-R2Object -Examples).examples.example.code").ThrowIfFailed().As<string>());
    }

    [Fact]
    public void GetHelp_Parameter_DescribesIt()
    {
        PSObject parameter = _session.Run("Get-Help Write-R2Object -Parameter Key").ThrowIfFailed().Output.Single();

        Assert.Equal("Key", $"{parameter.Properties["name"].Value}");
        Assert.Contains("1 to 1,024 bytes of UTF-8", Text("$args[0].description.Text", parameter), StringComparison.Ordinal);
        Assert.Equal("true (ByPropertyName)", $"{parameter.Properties["pipelineInput"].Value}");
    }

    [Fact]
    public void GetHelp_OfEveryPage_HasItsSynopsis() => Assert.All(
        Page.All, page => Assert.Equal(page.Synopsis, Text($"(Get-Help {page.Name}).Synopsis")));

    [Fact]
    public void GetHelp_DefaultValue_IsShown() => Assert.Equal("CRC32C", Text("(Get-Help Write-R2Object -Parameter Checksum).defaultValue"));

    private string Text(string script, params object[] arguments)
    {
        _session.Set("arguments", arguments);
        return string.Join('\n', _session.Run($"& {{ {script} }} @arguments").ThrowIfFailed().Output.Select(static line => line.ToString()));
    }
}
