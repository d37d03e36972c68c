namespace R2.Unit.Help;

/// <summary>A parameter of a page.</summary>
/// <param name="Text">Description.</param>
/// <param name="Metadata">The lines of its YAML block.</param>
public sealed record PageParameter(string Text, IReadOnlyList<string> Metadata);
