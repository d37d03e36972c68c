using R2.Rules;
using R2.Signing;

namespace R2.Xml.Documents;

/// <summary>What the documents of lists and uploads must agree with: the request that they answer. What does not is no response to it, as XML that is none.</summary>
/// <remarks>All throw <see cref="FormatException"/>, which <see cref="XmlDocuments"/> makes the library's exception of.</remarks>
internal static class ResponseRules
{
    /// <summary>Entries of a page at most, whatever was asked for.</summary>
    public const int MaxPage = 1000;

    /// <summary>The bucket that the response says it is about, where it says so.</summary>
    public static void CheckBucket(string? said, string asked)
    {
        if (!string.IsNullOrEmpty(said) && said != asked)
        {
            throw new FormatException($"it is about the bucket '{said}', not '{asked}'");
        }
    }

    /// <summary>The key that the response says it is about, where it says so. Servers write some keys in their own way, and XML has no place for others.</summary>
    public static void CheckKey(string? said, string asked)
    {
        if (!string.IsNullOrEmpty(said) && said != asked && PrintableText.Is(asked)
            && NameRules.Identity(said) != NameRules.Identity(asked) && UriEncoding.DecodeForm(said) != asked && Uri.UnescapeDataString(said) != asked)
        {
            throw new FormatException($"it is about the key '{said}', not '{asked}'");
        }
    }

    /// <summary>Whether more is to come, which the pages of a list must say: what is left out would be taken for not there.</summary>
    public static bool Truncation(bool? said) => said ?? throw new FormatException("its <IsTruncated> is missing, so that nobody knows whether it is all");

    public static void CheckUploadId(string? said, string asked)
    {
        if (said is not null && said != asked)
        {
            throw new FormatException($"it is about the upload '{said}', not '{asked}'");
        }
    }

    /// <summary>A key of a list must begin with what was asked for: whoever removes what he lists would remove others.</summary>
    public static void CheckPrefix(string listed, string? prefix)
    {
        if (prefix is not null && !listed.StartsWith(prefix, StringComparison.Ordinal)
            && !NameRules.Identity(listed).StartsWith(NameRules.Identity(prefix), StringComparison.Ordinal))
        {
            throw new FormatException($"it lists '{listed}', which does not begin with '{prefix}'");
        }
    }

    public static void CheckCount(int listed, int? asked)
    {
        if (listed > (asked ?? MaxPage))
        {
            throw new FormatException($"it lists {listed} entries; {asked ?? MaxPage} are the most that were asked for");
        }
    }

    /// <summary>A page that says how to go on, and not that more follows, contradicts itself: taken for the last it would hide the rest.</summary>
    public static void CheckEnds(bool isTruncated, string? next)
    {
        if (!isTruncated && !string.IsNullOrEmpty(next))
        {
            throw new FormatException($"it says that nothing follows, and that it goes on from '{next}'");
        }
    }

    /// <summary>Where more follows, the response has to say from where on, and that must lie ahead.</summary>
    public static void CheckMovesOn(bool isTruncated, string? next, string? sent)
    {
        if (isTruncated && (next is null || next == sent))
        {
            throw new FormatException(next is null ? "it says that more follows, and not how to ask for it" : $"it says that more follows from '{next}' on, where it began itself");
        }
    }
}
