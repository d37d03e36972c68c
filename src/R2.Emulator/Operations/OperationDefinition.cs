using R2.Emulator.Http.Messages;

namespace R2.Emulator.Operations;

/// <summary>An operation: its method, and the headers that it refuses.</summary>
/// <param name="Run">Handles the request.</param>
internal sealed record OperationDefinition(Func<OperationContext, CancellationToken, Task<HttpReply>> Run)
{
    /// <summary>Headers that R2 does not implement for this operation: 501.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>Whether the values of x-amz-acl and x-amz-server-side-encryption are checked.</summary>
    public bool ScreensWriteHeaders { get; init; }

    /// <summary>Whether it writes, so that read-only credentials may not use it.</summary>
    public bool Writes { get; init; }

    /// <summary>Whether it concerns a bucket or its configuration, so that object-scoped credentials may not use it.</summary>
    public bool IsAdministrative { get; init; }

    /// <summary>Whether the bucket may be missing, because it is created or not used.</summary>
    public bool ToleratesMissingBucket { get; init; }
}
