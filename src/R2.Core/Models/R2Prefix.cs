namespace R2.Models;

/// <summary>A common prefix: what a listing with a delimiter shows in place of the keys below it.</summary>
public sealed record R2Prefix
{
    /// <summary>Bucket that was listed.</summary>
    public required string BucketName { get; init; }

    /// <summary>The prefix, with the delimiter at its end.</summary>
    public required string Prefix { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Prefix;
}
