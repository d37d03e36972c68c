using System.Collections.ObjectModel;

namespace R2.Models;

/// <summary>A list that is its items as text, and not the name of its type, where a table or a CSV wants text of it.</summary>
internal sealed class TextList<T>(IList<T> items) : ReadOnlyCollection<T>(items)
{
    /// <summary>The items as such a list; null where there is none, for whoever checks.</summary>
    public static IReadOnlyList<T> Of(IReadOnlyList<T>? items) => items is null ? null! : items as TextList<T> ?? new TextList<T>([.. items]);

    public override string ToString() => string.Join("; ", this);
}
