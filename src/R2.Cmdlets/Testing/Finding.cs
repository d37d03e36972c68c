using R2.Cmdlets.Results;

namespace R2.Cmdlets.Testing;

/// <summary>What a step found.</summary>
internal sealed record Finding(R2TestStatus Status, string Detail, string? Remedy = null)
{
    public static Finding Passed(string detail) => new(R2TestStatus.Passed, detail);

    public static Finding Warning(string detail, string remedy) => new(R2TestStatus.Warning, detail, remedy);

    public static Finding Failed(string detail, string remedy) => new(R2TestStatus.Failed, detail, remedy);

    public static Finding Skipped(string detail) => new(R2TestStatus.Skipped, detail);
}
