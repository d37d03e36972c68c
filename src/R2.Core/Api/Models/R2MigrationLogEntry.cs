namespace R2.Models;

/// <summary>A line of the log of a migration.</summary>
public sealed record R2MigrationLogEntry
{
    /// <summary>Id of the job.</summary>
    public required string MigrationId { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>What happened, for example <c>importErrorRetryExhaustion</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Object that it is about; null where it is about the job.</summary>
    public string? Key { get; init; }

    /// <summary>What Cloudflare says of it.</summary>
    public string? Message { get; init; }
}
