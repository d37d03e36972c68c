namespace R2.Unit.Support;

/// <summary>Tests that change what a whole process shares, such as its environment: alone, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessState
{
    public const string Name = "Process state";
}
