using System.Diagnostics;
using System.Management.Automation;
using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>Pages say of each cmdlet what the compiled one is: a new cmdlet or parameter fails here until it is described.</summary>
public sealed class PageMetadataTests : IDisposable
{
    private static readonly string s_tool = Path.Combine(
        Repository.Root, "tools", "Help", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "R2.Help.dll");

    private readonly PowerShellSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Pages_AreOneACmdlet() =>
        Assert.Equal(Commands().Select(static command => command.Name).Order(StringComparer.Ordinal), Page.All.Select(static page => page.Name));

    [Fact]
    public void Parameters_OfPages_AreThoseOfTheCmdlets() => Assert.All(Commands(), static command => Assert.Equal(
        Parameters(command).Select(static parameter => parameter.Name).Order(StringComparer.Ordinal), Find(command).Parameters.Keys.Order(StringComparer.Ordinal)));

    [Fact]
    public void Metadata_OfParameters_IsThatOfTheCmdlets() => Assert.All(
        Commands().SelectMany(static command => Parameters(command).Select(parameter => (command, parameter))),
        static item => Assert.Equal(
            (item.command.Name, item.parameter.Name, string.Join('\n', Metadata(item.parameter))),
            (item.command.Name, item.parameter.Name, string.Join('\n', Find(item.command).Parameters[item.parameter.Name].Metadata.Where(IsOfTheCmdlet)))));

    [Fact]
    public async Task Files_AreWhatToolsHelpWrites()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [s_tool, "check"]) { RedirectStandardError = true })!;
        string findings = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("", 0), (findings, process.ExitCode));
    }

    private IEnumerable<CmdletInfo> Commands() => _session.Run("(Get-Module R2).ExportedCmdlets.Values").ThrowIfFailed().As<CmdletInfo>();

    private static IEnumerable<ParameterMetadata> Parameters(CmdletInfo command) =>
        command.Parameters.Values.Where(static parameter => !Cmdlet.CommonParameters.Contains(parameter.Name) && !parameter.Attributes.OfType<ParameterAttribute>().Any(static use => use.DontShow));

    private static Page Find(CmdletInfo command) => Page.All.Single(page => page.Name == command.Name);

    /// <summary>Defaults are the page's own where the cmdlet shows none, and help messages are not used.</summary>
    private static bool IsOfTheCmdlet(string line) =>
        !line.StartsWith("DefaultValue", StringComparison.Ordinal) && !line.StartsWith("HelpMessage", StringComparison.Ordinal) && !line.StartsWith("DontShow", StringComparison.Ordinal);

    private static IEnumerable<string> Metadata(ParameterMetadata parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        string[] values = [.. parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(static set => set.ValidValues).Concat(type.IsEnum ? Enum.GetNames(type) : [])];
        return
        [
            $"Type: {type}",
            $"SupportsWildcards: {Text(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any())}",
            .. List("Aliases", parameter.Aliases),
            "ParameterSets:",
            .. parameter.ParameterSets.SelectMany(static set => Set(set.Key, set.Value)),
            .. List("AcceptedValues", values),
        ];
    }

    private static IEnumerable<string> Set(string name, ParameterSetMetadata set) =>
    [
        $"- Name: {(name == ParameterAttribute.AllParameterSets ? "(All)" : name)}",
        $"  Position: {(set.Position == int.MinValue ? "Named" : set.Position)}",
        $"  IsRequired: {Text(set.IsMandatory)}",
        $"  ValueFromPipeline: {Text(set.ValueFromPipeline)}",
        $"  ValueFromPipelineByPropertyName: {Text(set.ValueFromPipelineByPropertyName)}",
        $"  ValueFromRemainingArguments: {Text(set.ValueFromRemainingArguments)}",
    ];

    private static IEnumerable<string> List(string name, IReadOnlyCollection<string> items) =>
        items.Count == 0 ? [$"{name}: []"] : [$"{name}:", .. items.Select(static item => $"- {item}")];

    private static string Text(bool value) => value ? "true" : "false";
}
