using System.Text;
using System.Xml.Linq;

namespace R2.Unit.Support;

/// <summary>An answer with its body read.</summary>
public sealed record EmulatorReply(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Code => Status >= 400 && Body.Length > 0 ? Element("Code") : null;

    public string? ETag => Headers.GetValueOrDefault("ETag");

    public string? this[string header] => Headers.GetValueOrDefault(header);

    /// <summary>The text of the first element of that name.</summary>
    public string? Element(string name) => Elements(name) is [var first, ..] ? first : null;

    public IReadOnlyList<string> Elements(string name) =>
        [.. XDocument.Parse(Text).Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value)];
}
