namespace R2.Help;

/// <summary>What the compiled cmdlet says of itself.</summary>
internal sealed record CommandModel
{
    public required string Name { get; init; }

    /// <summary>Names of what its parameters may have their texts from, the nearest first: its base classes, then the groups of parameters that it has, a group before those that it contains.</summary>
    public required IReadOnlyList<string> Owners { get; init; }

    /// <summary>The default set first.</summary>
    public required IReadOnlyList<SyntaxModel> Syntaxes { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<ParameterModel> Parameters { get; init; }

    /// <summary>Names of the types that come out.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }
}
