namespace R2.Unit.Support;

/// <summary>Tests that look at the whole process run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
#pragma warning disable CA1711 // xUnit's own name for it
public sealed class AloneCollection
#pragma warning restore CA1711
{
    public const string Name = "Alone";
}
