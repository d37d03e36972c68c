namespace R2.Help;

/// <summary>A parameter as it stands in one parameter set.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="IsMandatory">Whether the set needs it.</param>
/// <param name="Position">Position from 0; null where it goes by name alone.</param>
internal sealed record SyntaxParameterModel(ParameterModel Parameter, bool IsMandatory, int? Position)
{
    /// <summary>As Get-Command -Syntax writes it: <c>[[-Key] &lt;string&gt;]</c>.</summary>
    public override string ToString()
    {
        string name = Position is null ? $"-{Parameter.Name}" : $"[-{Parameter.Name}]";
        string text = Parameter.IsSwitch ? name : $"{name} <{Parameter.ShortType}>";
        return IsMandatory ? text : $"[{text}]";
    }
}
