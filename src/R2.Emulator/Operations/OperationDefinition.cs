using R2.Emulator.Http.Messages;

namespace R2.Emulator.Operations;

/// <summary>An operation: what runs, and which headers it refuses beforehand.</summary>
/// <param name="Run">Answers the request.</param>
internal sealed record OperationDefinition(Func<OperationContext, CancellationToken, Task<HttpReply>> Run)
{
    /// <summary>Headers that R2 knows and does not implement here: 501.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>Whether x-amz-acl and x-amz-server-side-encryption are held against what R2 takes.</summary>
    public bool ScreensWriteHeaders { get; init; }

    /// <summary>Whether it changes anything, so that read-only credentials may not.</summary>
    public bool Writes { get; init; }

    /// <summary>Whether it works on the bucket itself or its configuration, which object-scoped credentials may not.</summary>
    public bool IsAdministrative { get; init; }

    /// <summary>Whether the bucket may be missing, as it is made on the way or not used.</summary>
    public bool ToleratesMissingBucket { get; init; }
}
