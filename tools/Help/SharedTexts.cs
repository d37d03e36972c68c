namespace R2.Help;

/// <summary>
/// The texts of SharedTexts.md: of parameters of the cmdlets below a base class (<c>## R2Cmdlet -Connection</c>) or with a group of parameters
/// (<c>## IConditionParameters -IfMatch</c>), of single cmdlets that mean
/// something else by them (<c>## Set-R2ObjectMetadata -ContentType</c>), and of output types (<c>## R2.Models.R2Object</c>).
/// </summary>
internal sealed class SharedTexts
{
    private readonly Dictionary<string, string> _texts;

    private SharedTexts(Dictionary<string, string> texts) => _texts = texts;

    public static SharedTexts Read()
    {
        using Stream stream = typeof(SharedTexts).Assembly.GetManifestResourceStream("SharedTexts.md")!;
        using StreamReader reader = new(stream);
        return new SharedTexts(MarkdownSection.Split(reader.ReadToEnd(), "## ").ToDictionary(static section => section.Title, static section => section.Body));
    }

    public string? Find(CommandModel command, ParameterModel parameter) =>
        command.Owners.Prepend(command.Name).Append("Common").Select(owner => _texts.GetValueOrDefault($"{owner} -{parameter.Name}")).FirstOrDefault(static text => text is not null);

    public string? FindOutput(string type) => _texts.GetValueOrDefault(type);
}
