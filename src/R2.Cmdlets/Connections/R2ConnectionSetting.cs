namespace R2.Cmdlets.Connections;

/// <summary>A value that a connection goes by, and where it came from.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="Value">Value as text; stars for what is secret, null where there is none.</param>
/// <param name="Source"><c>parameter</c>, <c>profile '…'</c>, <c>vault '…'</c>, the name of an environment variable, or <c>default</c>.</param>
public sealed record R2ConnectionSetting(string Name, string? Value, string Source)
{
    public override string ToString() => $"{Name} = {Value ?? "(none)"} ({Source})";
}
