using System.Text;
using R2.Models;
using R2.Xml.Documents;

namespace R2.Listing;

/// <summary>A part of a list, asked for page by page: what comes after one text up to another. It ends with the first page that reaches beyond.</summary>
internal sealed class ListSegment
{
    /// <summary>Highest character of a guess.</summary>
    private const char Top = '~';

    private const int LongestKey = 1024;

    private PageWalk _walk = new();

    /// <summary>First key of all that were found in it; the keys of a segment that nothing was found in are unknown, so there is none.</summary>
    public required string First { get; init; }

    /// <summary>The last key that was found; before the first page what it begins after.</summary>
    public required string Last { get; set; }

    /// <summary>First key of the last page.</summary>
    public required string PageFirst { get; set; }

    /// <summary>What the next page is asked for by; null when it is finished.</summary>
    public required ListObjectsOptions? Next { get; set; }

    /// <summary>What the next segment begins after; null for the last segment.</summary>
    public string? End { get; set; }

    /// <summary>The segment after this one.</summary>
    public ListSegment? Following { get; set; }

    /// <summary>No key was found from here up to <see cref="End"/>. Steers guesses, and nothing else.</summary>
    public string? Ceiling { get; set; }

    /// <summary>Position at which keys are known to differ.</summary>
    public int Varies { get; set; }

    /// <summary>How far before that position the next guess is made; 0 where one was too far, and the rest is halved.</summary>
    public int Step { get; set; } = 1;

    public long Keys { get; set; }

    /// <summary>Whether its next page is on its way.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Whether its last page is there, and waits for what the server says to it.</summary>
    public bool IsFinishing { get; set; }

    /// <summary>Whether somebody looks for a place to split it at.</summary>
    public bool IsProbed { get; set; }

    /// <summary>Pages that wait for the reader.</summary>
    public Queue<SpooledPage> Ready { get; } = new();

    /// <summary>The server must move on, see <see cref="PageWalk"/>.</summary>
    public void Follow(R2ObjectPage page, string bucket) => _walk.Next(page.NextContinuationToken!, ListDocument.LastOf(page), bucket);

    /// <summary>Pages of a size that are to come, by how far the keys have come.</summary>
    public double Remaining(KeyAlphabet alphabet, string prefix, int pageSize)
    {
        string? high = Ceiling ?? End;
        int at = Common(First, high, prefix);
        double from = alphabet.Place(First, at), moved = alphabet.Place(Last, at) - from;
        return moved <= 0 ? double.MaxValue : (double)Keys / pageSize * (alphabet.Place(high, at) - from - moved) / moved;
    }

    /// <summary>
    /// A text to split it at, and the position that it differs at. Where keys are known to differ only far behind the position at which the end does, the positions between are tried, first the near
    /// ones in growing steps: the next sibling of the whole folder may be a page away, or behind everything. Once that is known, it is the text half way between. Folders are alike, so that positions
    /// at which keys differ elsewhere come first.
    /// </summary>
    public (string? Text, int Position) Guess(KeyAlphabet alphabet, string prefix)
    {
        string? high = Ceiling ?? End;
        int common = Common(Last, high, prefix);
        if (Varies < common)
        {
            (Varies, Step) = (Math.Max(common, PageFirst.AsSpan().CommonPrefixLength(Last)), 1);
        }

        int known = alphabet.FirstVaried(common, Varies);
        int at = known < Varies ? known : Step > 0 ? Math.Max(common, Varies - Step) : (common + Varies) / 2;
        (string? text, int position) = Varies > common && known > common && at < Last.Length
            ? (Last[..(at + 1)] + Top, at)
            : (alphabet.Between(Last, high, common), common);
        bool isGood = text is not null && KeyAlphabet.IsBetween(text, Last, high) && Encoding.UTF8.GetByteCount(text) <= LongestKey && !HasLoneSurrogate(text);
        return (isGood ? text : null, position);
    }

    private static int Common(string key, string? high, string prefix) => Math.Max(prefix.Length, high is null ? 0 : key.AsSpan().CommonPrefixLength(high));

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
