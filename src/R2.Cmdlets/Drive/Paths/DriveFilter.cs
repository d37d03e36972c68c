using System.Management.Automation;

namespace R2.Cmdlets.Drive.Paths;

/// <summary>Which names of a listing are wanted. Case counts, as it does in keys.</summary>
internal sealed class DriveFilter
{
    /// <summary>Before a filter that stands for a part of a path: it holds for folders on the way, too.</summary>
    public const string OfPath = "\uFDD0";

    private readonly WildcardPattern? _pattern;

    /// <exception cref="WildcardPatternException">The pattern is broken.</exception>
    public DriveFilter(string? filter)
    {
        IsOfPath = filter?.StartsWith(OfPath, StringComparison.Ordinal) == true;
        string text = IsOfPath ? filter![OfPath.Length..] : filter ?? "";
        if (text.Length > 0 && text != "*")
        {
            _pattern = new WildcardPattern(text, WildcardOptions.CultureInvariant);
            int wild = text.AsSpan().IndexOfAny("*?[`");
            // A name that is written with a mark is not how its key begins.
            Beginning = (wild < 0 ? text : text[..wild]) is var beginning && beginning.Contains(KeyText.Mark, StringComparison.Ordinal) ? "" : beginning;
        }
    }

    public bool IsOfPath { get; }

    /// <summary>What every name that matches begins with.</summary>
    public string Beginning { get; } = "";

    public bool Matches(string name) => _pattern?.IsMatch(name) ?? true;
}
