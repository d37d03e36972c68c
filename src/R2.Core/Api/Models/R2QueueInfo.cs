namespace R2.Models;

/// <summary>A queue of Cloudflare's that notifications go to.</summary>
public sealed record R2QueueInfo
{
    /// <summary>Id of the queue.</summary>
    public required string QueueId { get; init; }

    /// <summary>Name of the queue.</summary>
    public required string QueueName { get; init; }
}
