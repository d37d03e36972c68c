namespace R2.Cmdlets.Results;

/// <summary>One step of Test-R2Connection.</summary>
public sealed record R2ConnectionTest
{
    public required string Name { get; init; }

    public required R2TestStatus Status { get; init; }

    /// <summary>What was found.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do about it; null where there is nothing to do.</summary>
    public string? Remedy { get; init; }

    /// <summary>How long it took.</summary>
    public double Milliseconds { get; init; }

    /// <summary>Where it was looked.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The bucket of the steps that are about one; null where none is named.</summary>
    public string? BucketName { get; init; }

    public override string ToString() => $"{Name}: {Status}, {Detail}";
}
