namespace R2.Cmdlets.Results;

/// <summary>How a step of Test-R2Connection ended.</summary>
public enum R2TestStatus
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>It works, and will not for long.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,

    /// <summary>Not tried; the detail says why.</summary>
    Skipped,
}
