using R2.Cmdlets.Results;

namespace R2.Cmdlets.Connections.Diagnosis;

/// <summary>What a step found.</summary>
/// <param name="Status">Whether it passed.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do about it, or null.</param>
internal sealed record StepResult(R2TestStatus Status, string Detail, string? Remedy = null)
{
    /// <summary>Whether what comes next makes no sense.</summary>
    public bool IsObstacle { get; init; }

    public static StepResult Passed(string detail) => new(R2TestStatus.Passed, detail);

    public static StepResult Warning(string detail, string remedy) => new(R2TestStatus.Warning, detail, remedy);

    public static StepResult Failed(string detail, string remedy) => new(R2TestStatus.Failed, detail, remedy) { IsObstacle = true };

    public static StepResult Skipped(string detail) => new(R2TestStatus.Skipped, detail);
}
