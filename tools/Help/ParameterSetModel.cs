namespace R2.Help;

/// <summary>What one parameter set asks of a parameter.</summary>
/// <param name="Name">Name of the set, or <c>(All)</c>.</param>
/// <param name="Position">Position from 0, or <c>Named</c>.</param>
/// <param name="IsRequired">Whether the set needs it.</param>
/// <param name="ValueFromPipeline">Whether a piped object binds to it.</param>
/// <param name="ValueFromPipelineByPropertyName">Whether a piped object's property of this name binds to it.</param>
/// <param name="ValueFromRemainingArguments">Whether it takes what no other parameter takes.</param>
internal sealed record ParameterSetModel(
    string Name, string Position, bool IsRequired, bool ValueFromPipeline, bool ValueFromPipelineByPropertyName, bool ValueFromRemainingArguments);
