namespace R2.Help;

/// <summary>What the compiled cmdlet says of itself.</summary>
internal sealed record CommandModel
{
    public required string Name { get; init; }

    /// <summary>Names of its class and of the base classes, the nearest first: what one says of a parameter counts for all below it.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The default set first.</summary>
    public required IReadOnlyList<SyntaxModel> Syntaxes { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<ParameterModel> Parameters { get; init; }

    /// <summary>Names of the types that come out.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }
}
