namespace R2.Models;

/// <summary>What an account stores, of each storage class.</summary>
public sealed record R2AccountMetrics
{
    /// <summary>Objects of the class STANDARD.</summary>
    public R2StorageAmount Standard { get; init; } = new();

    /// <summary>Unfinished uploads of that class.</summary>
    public R2StorageAmount StandardUploads { get; init; } = new();

    /// <summary>Objects of the class STANDARD_IA.</summary>
    public R2StorageAmount InfrequentAccess { get; init; } = new();

    /// <summary>Unfinished uploads of that class.</summary>
    public R2StorageAmount InfrequentAccessUploads { get; init; } = new();
}
