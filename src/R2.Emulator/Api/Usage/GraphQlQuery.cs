using System.Globalization;
using System.Text.RegularExpressions;
using R2.Emulator.Api.Json;

namespace R2.Emulator.Api.Usage;

/// <summary>What a query asks for: the part of GraphQL that usage of R2 needs. Variables may stand for the times; aliases and fragments are not understood.</summary>
internal sealed partial class GraphQlQuery
{
    private readonly string _text;
    private readonly ApiField? _variables;

    public GraphQlQuery(ApiField body)
    {
        _text = body.Get("query").NonEmpty();
        _variables = body.Find("variables");
    }

    public string? Account => Value("accountTag");

    public DateTimeOffset From => Moment("datetime_geq") ?? DateTimeOffset.MinValue;

    public DateTimeOffset To => Moment("datetime_leq") ?? DateTimeOffset.MaxValue;

    public bool AsksFor(string dataset) => _text.Contains(dataset, StringComparison.Ordinal);

    /// <summary>The dimensions by which a data set is grouped.</summary>
    public IReadOnlyList<string> DimensionsOf(string dataset)
    {
        int at = _text.IndexOf(dataset, StringComparison.Ordinal);
        Match match = Dimensions().Match(_text, at);
        return match.Success ? [.. match.Groups[1].Value.Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)] : [];
    }

    private DateTimeOffset? Moment(string filter) =>
        DateTimeOffset.TryParse(Value(filter), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment : null;

    /// <summary>The value of an argument, which is text or a variable.</summary>
    private string? Value(string argument)
    {
        Match match = Regex.Match(_text, $"""{argument}\s*:\s*(?:\$(\w+)|"([^"]*)")""");
        return !match.Success ? null
            : match.Groups[2].Success ? match.Groups[2].Value
            : _variables?.Find(match.Groups[1].Value)?.Text();
    }

    [GeneratedRegex(@"dimensions\s*\{([^}]*)\}")]
    private static partial Regex Dimensions();
}
