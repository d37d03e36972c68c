namespace R2.Unit.Support;

/// <summary>Keys that clients get wrong: see "The .NET trap" in the project's notes on R2, and docs/architecture.md.</summary>
public static class TrapKeys
{
    public static TheoryData<string> All { get; } = [.. TrapKeyList.All];
}
