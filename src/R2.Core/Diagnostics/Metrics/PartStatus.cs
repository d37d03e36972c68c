namespace R2.Diagnostics.Metrics;

/// <summary>Values of the label <c>status</c> of <see cref="R2MetricNames.MultipartParts"/>. When nothing is under way, those started are the sum of the others.</summary>
internal static class PartStatus
{
    public const string Started = "started";

    public const string Completed = "completed";

    public const string Failed = "failed";

    /// <summary>Cancelled: by Ctrl+C, or because another part failed for good.</summary>
    public const string Aborted = "aborted";

    public static IReadOnlyList<string> All { get; } = [Started, Completed, Failed, Aborted];
}
