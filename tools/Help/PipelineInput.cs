namespace R2.Help;

/// <summary>What may be piped to a command, as far as its metadata says.</summary>
/// <param name="Type">Full name of the type.</param>
/// <param name="Text">Which parameters it binds to.</param>
internal sealed record PipelineInput(string Type, string Text)
{
    public static IEnumerable<PipelineInput> Of(CommandModel command)
    {
        List<ParameterModel> byValue = [.. command.Parameters.Where(static parameter => parameter.TakesPipeline)];
        List<ParameterModel> byName = [.. command.Parameters.Where(static parameter => parameter.TakesProperty)];
        foreach (ParameterModel parameter in byValue)
        {
            yield return new PipelineInput(parameter.Type, $"Binds to -{parameter.Name}.");
        }

        if (byName.Count > 0)
        {
            yield return new PipelineInput("System.Object", $"Any object with a property {List(byName)}.");
        }

        if (byValue.Count + byName.Count == 0)
        {
            yield return new PipelineInput("None", "Nothing can be piped in.");
        }
    }

    private static string List(List<ParameterModel> parameters)
    {
        List<string> names = [.. parameters.SelectMany(static parameter => parameter.Aliases.Prepend(parameter.Name))];
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }
}
