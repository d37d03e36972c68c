namespace R2.Help;

/// <summary>
/// The texts of SharedTexts.md: of parameters that a base class declares (<c>## R2BucketCmdlet -BucketName</c>), of single cmdlets that mean
/// something else by them (<c>## Copy-R2Object -IfMatch</c>), and of output types (<c>## R2.Models.R2Object</c>).
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
        _texts.GetValueOrDefault($"{command.Name} -{parameter.Name}") ?? _texts.GetValueOrDefault($"{parameter.DeclaredBy} -{parameter.Name}");

    public string? FindOutput(string type) => _texts.GetValueOrDefault(type);
}
