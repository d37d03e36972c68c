using R2.Simulation.Format;
using R2.Simulation.Matching;

namespace R2.Simulation.Replay;

/// <summary>Finds what was recorded that is most like a request, and says what differs.</summary>
internal static class NearestRequest
{
    private const int Method = 3;
    private const int Path = 4;

    public static string Describe(RequestShape request, IReadOnlyList<RecordedExchange> exchanges, HashSet<int> asked)
    {
        if (exchanges.Count == 0)
        {
            return "Nothing was recorded.";
        }

        // What was not asked for yet comes first among equals.
        RecordedExchange nearest = exchanges.MinBy(e => (Distance(request, e.Request), asked.Contains(e.Number), e.Number))!;
        List<string> differences = [.. Differences(request, nearest.Request)];
        return differences.Count == 0
            ? $"Nearest is {nearest.Summary}: the same, but every such answer has been given ({exchanges.Count(e => Distance(request, e.Request) == 0)} recorded)."
            : $"Nearest is {nearest.Summary}. What differs: {string.Join("; ", differences)}.";
    }

    private static double Distance(RequestShape asked, RequestShape recorded)
    {
        double distance = asked.Method == recorded.Method ? 0 : Method;
        if (asked.Path != recorded.Path)
        {
            int common = asked.Path.AsSpan().CommonPrefixLength(recorded.Path);
            distance += Path - (2.0 * common / Math.Max(asked.Path.Length, recorded.Path.Length));
        }

        return distance
            + Pairs(WithoutUploadId(asked.Parameters), WithoutUploadId(recorded.Parameters)).Count()
            + Pairs(asked.Headers, recorded.Headers).Count()
            + (SameBody(asked, recorded) ? 0 : 1);
    }

    private static IEnumerable<string> Differences(RequestShape asked, RequestShape recorded)
    {
        if (asked.Method != recorded.Method)
        {
            yield return $"method: recorded {recorded.Method}, asked {asked.Method}";
        }

        if (asked.Path != recorded.Path)
        {
            yield return $"path: recorded '{recorded.Path}', asked '{asked.Path}'";
        }

        foreach ((string name, string? before, string? now) in Pairs(WithoutUploadId(asked.Parameters), WithoutUploadId(recorded.Parameters)))
        {
            yield return $"query parameter {name}: recorded {Quoted(before)}, asked {Quoted(now)}";
        }

        foreach ((string name, string? before, string? now) in Pairs(asked.Headers, recorded.Headers))
        {
            yield return $"header {name}: recorded {Quoted(before)}, asked {Quoted(now)}";
        }

        if (!SameBody(asked, recorded))
        {
            yield return $"body: recorded {Body(recorded)}, asked {Body(asked)}";
        }
    }

    private static IEnumerable<(string Name, string? Recorded, string? Asked)> Pairs(
        IReadOnlyList<KeyValuePair<string, string>> asked, IReadOnlyList<KeyValuePair<string, string>> recorded) =>
        from name in asked.Concat(recorded).Select(static p => p.Key).Distinct().Order(StringComparer.Ordinal)
        let now = Value(asked, name)
        let before = Value(recorded, name)
        where now != before
        select (name, before, now);

    private static string? Value(IReadOnlyList<KeyValuePair<string, string>> pairs, string name) => pairs.FirstOrDefault(p => p.Key == name).Value;

    private static IReadOnlyList<KeyValuePair<string, string>> WithoutUploadId(IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        [.. parameters.Select(static p => RequestShape.IsUploadId(p.Key) ? KeyValuePair.Create(p.Key, "") : p)];

    private static bool SameBody(RequestShape asked, RequestShape recorded) =>
        asked.BodyLength == recorded.BodyLength && (asked.BodyHash == recorded.BodyHash || recorded.BodyHash == RecordingFormat.AnyHash);

    private static string Body(RequestShape request) => request.BodyHash.Length == 0 ? "none" : $"{request.BodyLength} bytes {request.BodyHash}";

    private static string Quoted(string? value) => value is null ? "none" : $"'{value}'";
}
