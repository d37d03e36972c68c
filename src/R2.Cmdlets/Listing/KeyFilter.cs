using System.Management.Automation;

namespace R2.Cmdlets.Listing;

/// <summary>-Include and -Exclude: patterns over whole keys, case-sensitive as keys are.</summary>
internal sealed class KeyFilter(string[] include, string[] exclude)
{
    private readonly WildcardPattern[] _include = ToPatterns(include);
    private readonly WildcardPattern[] _exclude = ToPatterns(exclude);

    public bool IsEmpty => _include.Length == 0 && _exclude.Length == 0;

    public bool Matches(string key) =>
        (_include.Length == 0 || Array.Exists(_include, pattern => pattern.IsMatch(key)))
        && !Array.Exists(_exclude, pattern => pattern.IsMatch(key));

    private static WildcardPattern[] ToPatterns(string[] patterns) =>
        [.. patterns.Select(static pattern => new WildcardPattern(pattern, WildcardOptions.Compiled | WildcardOptions.CultureInvariant))];
}
