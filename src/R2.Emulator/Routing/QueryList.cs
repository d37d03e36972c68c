namespace R2.Emulator.Routing;

/// <summary>The decoded parameters of a query, in order. A plus is a space, as for R2.</summary>
internal sealed class QueryList
{
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    public QueryList(string query)
    {
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            (string? name, string? value) = equals < 0 ? (pair, string.Empty) : (pair[..equals], pair[(equals + 1)..]);
            _parameters.Add(new(Decode(name), Decode(value)));
        }
    }

    public IReadOnlyList<KeyValuePair<string, string>> All => _parameters;

    public IEnumerable<string> Names => _parameters.Select(parameter => parameter.Key);

    /// <summary>Names of parameters, except those of presigned URLs and the SDKs' <c>x-id</c>.</summary>
    public IEnumerable<string> OwnNames =>
        Names.Where(name => !name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase) && name != "x-id");

    public string? this[string name]
    {
        get
        {
            int found = _parameters.FindIndex(parameter => parameter.Key == name);
            return found < 0 ? null : _parameters[found].Value;
        }
    }

    public bool Has(string name) => _parameters.Exists(parameter => parameter.Key == name);

    private static string Decode(string text) => PercentCoding.DecodeLenient(text.Replace('+', ' '));
}
