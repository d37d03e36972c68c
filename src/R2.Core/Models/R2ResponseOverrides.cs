using R2.Rules;

namespace R2.Models;

/// <summary>Headers that a GET answers with in place of the stored ones (<c>response-*</c> in the query).</summary>
public sealed record R2ResponseOverrides
{
    /// <summary>Content-Type of the response.</summary>
    public string? ContentType { get; init; }

    /// <summary>Content-Disposition of the response, for example <c>attachment; filename="report.pdf"</c>; a name beyond ASCII is sent as RFC 6266 has it.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Content-Encoding of the response.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Content-Language of the response.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>Cache-Control of the response.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Expires of the response, as HTTP writes dates.</summary>
    public string? Expires { get; init; }

    /// <exception cref="R2Exception">A value is none that a header can carry.</exception>
    internal IEnumerable<KeyValuePair<string, string>> ToQuery() =>
        from header in new (string Name, string? Value)[]
        {
            ("response-cache-control", CacheControl),
            ("response-content-disposition", ContentDisposition),
            ("response-content-encoding", ContentEncoding),
            ("response-content-language", ContentLanguage),
            ("response-content-type", ContentType),
            ("response-expires", Expires),
        }
        where header.Value is not null
        select KeyValuePair.Create(header.Name, HeaderRules.Value(header.Name, header.Value));
}
