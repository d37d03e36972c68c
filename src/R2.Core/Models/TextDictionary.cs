namespace R2.Models;

/// <summary>Names and values, names in any case, that are text of the form <c>a=b; c=d</c> where a table or a CSV wants it.</summary>
internal sealed class TextDictionary() : Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
{
    public override string ToString() => string.Join("; ", this.Select(static entry => $"{entry.Key}={entry.Value}"));
}
