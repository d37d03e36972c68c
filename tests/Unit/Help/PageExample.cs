namespace R2.Unit.Help;

/// <summary>An example of a page.</summary>
/// <param name="Title">Heading, without its number.</param>
/// <param name="Text">All that stands below the heading.</param>
/// <param name="Codes">The blocks to run; a page that keeps the rules has one.</param>
public sealed record PageExample(string Title, string Text, IReadOnlyList<string> Codes);
