namespace R2.Help;

/// <summary>One parameter of a cmdlet.</summary>
internal sealed record ParameterModel
{
    public required string Name { get; init; }

    /// <summary>Full name of the type; the underlying one of a nullable.</summary>
    public required string Type { get; init; }

    /// <summary>The type as PowerShell writes it: <c>string[]</c>.</summary>
    public required string ShortType { get; init; }

    public required bool IsSwitch { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required bool SupportsWildcards { get; init; }

    /// <summary>The only values that are taken; empty where the type alone decides.</summary>
    public required IReadOnlyList<string> AcceptedValues { get; init; }

    /// <summary>What a new cmdlet has in it; empty where that says nothing to a user.</summary>
    public required string Default { get; init; }

    public required IReadOnlyList<ParameterSetModel> Sets { get; init; }

    public bool TakesPipeline => Sets.Any(static set => set.ValueFromPipeline);

    public bool TakesProperty => Sets.Any(static set => set.ValueFromPipelineByPropertyName);
}
