namespace R2.Emulator.Storage.Settings;

/// <summary>An event notification rule of a bucket and the queue that it sends to.</summary>
internal sealed record NotificationRule(
    string Id, string QueueId, DateTimeOffset Created, IReadOnlyList<string> Actions, string? Prefix, string? Suffix, string? Description)
{
    /// <summary>Whether one event could meet both rules, which R2 refuses: an action of both, prefixes and suffixes that one key can have.</summary>
    public bool Overlaps(NotificationRule other) => Actions.Intersect(other.Actions).Any()
        && (Starts(Prefix, other.Prefix) || Starts(other.Prefix, Prefix))
        && (Ends(Suffix, other.Suffix) || Ends(other.Suffix, Suffix));

    private static bool Starts(string? text, string? start) => (text ?? string.Empty).StartsWith(start ?? string.Empty, StringComparison.Ordinal);

    private static bool Ends(string? text, string? end) => (text ?? string.Empty).EndsWith(end ?? string.Empty, StringComparison.Ordinal);
}
