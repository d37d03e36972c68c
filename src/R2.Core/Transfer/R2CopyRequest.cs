using R2.Models;

namespace R2;

/// <summary>One object to copy: within the server, or from another one.</summary>
public sealed record R2CopyRequest
{
    /// <summary>Bucket to copy from.</summary>
    public required string SourceBucketName { get; init; }

    /// <summary>Key to copy from.</summary>
    public required string SourceKey { get; init; }

    /// <summary>
    /// Client of the source where that is at another server or of another account: its bytes then come through this process, verified as a download and an upload are.
    /// Null where source and destination have one client.
    /// </summary>
    public R2Client? SourceClient { get; init; }

    /// <summary>Bucket to copy to.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key to copy to.</summary>
    public required string Key { get; init; }

    /// <summary>What becomes of headers and metadata, conditions at both ends, and customer's keys.</summary>
    public CopyObjectOptions Options { get; init; } = new();

    /// <summary>
    /// Whether a move may replace an object at its destination; otherwise it is refused with <see cref="R2ErrorCodes.ObjectExists"/>. Where
    /// <see cref="CopyObjectOptions.DestinationConditions"/> are given, they decide instead. A copy without conditions always replaces.
    /// </summary>
    public bool Overwrite { get; init; }

    /// <summary>Where to report how far it is.</summary>
    public R2TransferProgress? Progress { get; init; }

    /// <summary>Whether source and destination are one object: R2 takes keys for one that have the same NFC form.</summary>
    internal bool IsOntoItself => SourceClient is null && SourceBucketName == BucketName && R2Client.KeyIdentity(SourceKey) == R2Client.KeyIdentity(Key);

    /// <summary>A copy onto itself that changes nothing is mostly one whose destination was forgotten.</summary>
    /// <exception cref="R2Exception">It is one.</exception>
    public void ThrowIfNothingWouldChange()
    {
        if (IsOntoItself && !Options.ChangesAnything)
        {
            throw new R2Exception(R2ErrorCodes.SameObject, $"'{BucketName}/{Key}' would be copied onto itself, and nothing of it would change.") { BucketName = BucketName, Key = Key };
        }
    }

    /// <summary>Called with what a person should know, or may want to know, on any thread; it must not block or throw.</summary>
    public Action<R2TransferEvent>? OnEvent { get; init; }
}
