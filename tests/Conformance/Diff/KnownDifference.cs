using System.IO.Enumeration;

namespace R2.Conformance.Diff;

/// <summary>A difference that is meant, and why. One line of <c>differences.json</c> and of the table in the emulator's documentation.</summary>
internal sealed record KnownDifference
{
    /// <summary>Names of the requests, with <c>*</c> for any text.</summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>What differs, as <see cref="Difference.Aspect"/> names it, with <c>*</c> for any text.</summary>
    public required string Aspect { get; init; }

    /// <summary>What Cloudflare's local server answers, with <c>*</c> for any text.</summary>
    public required string Cloudflare { get; init; }

    /// <summary>What the emulator answers, with <c>*</c> for any text.</summary>
    public required string Emulator { get; init; }

    public required string Reason { get; init; }

    /// <summary>The same for each of its requests alone: one that no longer differs is then seen beside others that do.</summary>
    public IEnumerable<KnownDifference> ByRequest => Requests.Select(r => this with { Requests = [r] });

    public bool Covers(Difference difference) =>
        Requests.Any(r => Matches(r, difference.Request))
        && Matches(Aspect, difference.Aspect)
        && Matches(Cloudflare, difference.Cloudflare)
        && Matches(Emulator, difference.Emulator);

    private static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), text, ignoreCase: false);
}
