namespace R2.Conformance.Diff;

/// <summary>What a client makes of an answer: status and code, headers, body; what cannot be equal is masked.</summary>
/// <param name="Summary">Status and, of an error, its code.</param>
/// <param name="Aspects">Everything else by name.</param>
/// <param name="Values">Headers and XML elements as they came, to capture from.</param>
internal sealed record Answer(string Summary, IReadOnlyDictionary<string, string> Aspects, IReadOnlyDictionary<string, string> Values)
{
    private static readonly Dictionary<string, string> s_nothing = [];

    /// <summary>The connection broke before an answer came.</summary>
    public static Answer None(HttpRequestException error) => new($"no answer: {error.InnerException?.Message ?? error.Message}", s_nothing, s_nothing);

    public string? Find(string name) => Values.GetValueOrDefault(name);
}
