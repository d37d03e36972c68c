namespace R2.Models;

/// <summary>Names and values, names in any case. Equals one of the same entries; its text is of the form <c>a=b; c=d</c>, for a table or a CSV.</summary>
internal sealed class TextDictionary() : Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
{
    public override bool Equals(object? obj) =>
        obj is TextDictionary other && other.Count == Count && this.All(entry => other.TryGetValue(entry.Key, out string? value) && value == entry.Value);

    // The order of the entries does not count.
    public override int GetHashCode() => this.Aggregate(Count, static (hash, entry) => hash ^ HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(entry.Key), entry.Value));

    public override string ToString() => string.Join("; ", this.Select(static entry => $"{entry.Key}={entry.Value}"));
}
