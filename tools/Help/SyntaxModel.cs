namespace R2.Help;

/// <summary>One parameter set.</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="IsDefault">Whether it is taken where the arguments leave it open.</param>
/// <param name="Parameters">In the order of Get-Command: by position, mandatory ones, the others.</param>
internal sealed record SyntaxModel(string Name, bool IsDefault, IReadOnlyList<SyntaxParameterModel> Parameters);
