using System.Collections.ObjectModel;

namespace R2.Models;

/// <summary>A list that equals one of equal items, so that records with lists can be compared, and whose text is its items, for a table or a CSV.</summary>
internal sealed class TextList<T>(IList<T> items) : ReadOnlyCollection<T>(items)
{
    /// <summary>The items as such a list; null where there is none, for whoever checks.</summary>
    public static IReadOnlyList<T> Of(IReadOnlyList<T>? items) => items is null ? null! : items as TextList<T> ?? new TextList<T>([.. items]);

    public override bool Equals(object? obj) => obj is TextList<T> other && this.SequenceEqual(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in this)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => string.Join("; ", this);
}
