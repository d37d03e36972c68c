using System.Globalization;

namespace R2.Help;

/// <summary>What people write on a page; all else on it comes from the module.</summary>
internal sealed record HelpPage
{
    private const string Missing = "{{ Describe this }}";

    /// <summary>When the page was first written; PlatyPS wants one.</summary>
    public string Date { get; init; } = DateTime.Today.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    public string Synopsis { get; init; } = Missing;

    public string Description { get; init; } = Missing;

    public IReadOnlyList<HelpExample> Examples { get; init; } = [];

    /// <summary>Descriptions by parameter.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Default values by parameter, where the page names one that the compiled cmdlet does not show.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <summary>Descriptions of what comes out, by type.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    public string Notes { get; init; } = "";

    /// <summary>Markdown links, one a line.</summary>
    public string Links { get; init; } = "";

    /// <summary>The page with a text for each parameter and output of the command: the shared one where there is one, otherwise its own.</summary>
    public HelpPage Completed(CommandModel command, SharedTexts shared) => this with
    {
        Parameters = command.Parameters.ToDictionary(
            static parameter => parameter.Name,
            parameter => shared.Find(command, parameter) ?? Parameters.GetValueOrDefault(parameter.Name, Missing)),
        Defaults = command.Parameters.ToDictionary(
            static parameter => parameter.Name,
            parameter => parameter.Default.Length > 0 ? parameter.Default : Defaults.GetValueOrDefault(parameter.Name, "")),
        Outputs = command.Outputs.ToDictionary(static type => type, type => Outputs.GetValueOrDefault(type) ?? shared.FindOutput(type) ?? Missing),
    };
}
