namespace R2.Models;

/// <summary>A rule by which what happens in a bucket is told to a queue.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/event-notifications/</remarks>
public sealed record R2BucketNotification
{
    private readonly IReadOnlyList<string> _actions = TextList<string>.Of([]);

    /// <summary>Bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>Id of the queue.</summary>
    public required string QueueId { get; init; }

    /// <summary>Name of the queue.</summary>
    public string? QueueName { get; init; }

    /// <summary>Id of the rule.</summary>
    public string? RuleId { get; init; }

    /// <summary>What is told: PutObject, CopyObject, CompleteMultipartUpload, DeleteObject, LifecycleDeletion.</summary>
    public IReadOnlyList<string> Actions
    {
        get => _actions;
        init => _actions = TextList<string>.Of(value);
    }

    /// <summary>Beginning of the keys that it is for; empty for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>End of the keys that it is for; empty for all.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>What somebody wrote of it.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }
}
