namespace R2.Conformance.Diff;

/// <summary>What a client makes of an answer: status and code, headers, body; what cannot be equal is masked.</summary>
/// <param name="Summary">Status and, of an error, its code.</param>
/// <param name="Aspects">Everything else by name.</param>
/// <param name="Values">Headers and XML elements as they came, to capture from.</param>
internal sealed record Answer(string Summary, IReadOnlyDictionary<string, string> Aspects, IReadOnlyDictionary<string, string> Values)
{
    public string? Find(string name) => Values.GetValueOrDefault(name);
}
