using System.Text;
using R2.Rules;

namespace R2.Xml.Documents;

/// <summary>
/// Sees to it that a walk through the pages of a list ends, without keeping them: tokens must not run in a circle, and new ones must bring something new. A page may be
/// empty; servers that give such pages for ever have no list to give.
/// </summary>
internal struct PageWalk()
{
    /// <summary>Pages in a row that bring nothing new.</summary>
    public const int MostIdle = 300;

    private string? _mark;
    private long _steps;
    private long _power = 1;
    private string? _furthest;
    private int _idle;
    private string? _last;
    private string? _lastPrefix;

    /// <summary>
    /// Before a page is given out: its first key must come after the last of the pages before, and its first group not before the last of theirs. Where a page ends within a
    /// group, the next may name it again.
    /// </summary>
    /// <param name="first">First key of the page; null where it has none.</param>
    /// <param name="last">Last key of the page; null where it has none.</param>
    /// <param name="firstPrefix">First group of keys of the page; null where it has none.</param>
    /// <param name="lastPrefix">Last group of keys of the page; null where it has none.</param>
    /// <param name="bucket">Bucket that is listed, for the exception.</param>
    /// <exception cref="R2Exception">The list goes back.</exception>
    public void Enter(string? first, string? last, string? firstPrefix, string? lastPrefix, string? bucket)
    {
        if (first is not null && _last is not null && !IsAfter(first, _last))
        {
            throw Endless($"a page begins with '{first}', and the one before ended with '{_last}'", bucket);
        }

        if (firstPrefix is not null && _lastPrefix is not null && firstPrefix != _lastPrefix && !IsAfter(firstPrefix, _lastPrefix))
        {
            throw Endless($"a page begins with the prefix '{firstPrefix}', and one before ended with '{_lastPrefix}'", bucket);
        }

        (_last, _lastPrefix) = (last ?? _last, lastPrefix ?? _lastPrefix);
    }

    /// <param name="token">What the next page is asked for by.</param>
    /// <param name="last">Last entry of the page; null where it is empty.</param>
    /// <param name="bucket">Bucket that is listed, for the exception.</param>
    /// <exception cref="R2Exception">The list does not move on.</exception>
    public void Next(string token, string? last, string? bucket)
    {
        if (token == _mark)
        {
            throw Endless($"'{token}' has come before", bucket);
        }

        // Brent's algorithm: it remembers one token, and a newer one at each power of two. https://en.wikipedia.org/wiki/Cycle_detection#Brent's_algorithm
        if (++_steps == _power)
        {
            (_mark, _steps, _power) = (token, 0, _power * 2);
        }

        // Lists are in the order of their keys.
        if (last is not null && string.CompareOrdinal(last, _furthest) > 0)
        {
            (_furthest, _idle) = (last, 0);
        }
        else if (++_idle == MostIdle)
        {
            throw Endless($"{MostIdle:N0} pages in a row brought nothing new", bucket);
        }
    }

    /// <summary>Servers order keys by UTF-8 or by UTF-16, as they are written or by their composed form.</summary>
    private static bool IsAfter(string key, string other)
    {
        (string composed, string otherComposed) = (NameRules.Identity(key), NameRules.Identity(other));
        return string.CompareOrdinal(key, other) > 0 || IsAfterInUtf8(key, other) || string.CompareOrdinal(composed, otherComposed) > 0 || IsAfterInUtf8(composed, otherComposed);
    }

    private static bool IsAfterInUtf8(string key, string other) => Encoding.UTF8.GetBytes(key).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)) > 0;

    private static R2Exception Endless(string why, string? bucket) => new(R2ErrorCodes.InvalidResponse, $"The server's list does not move on: {why}.") { BucketName = bucket };
}
