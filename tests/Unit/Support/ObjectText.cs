using System.Collections;
using System.Globalization;
using System.Reflection;

namespace R2.Unit.Support;

/// <summary>An object property by property, as lines of text to be compared. What the caller's own clock measured is left out.</summary>
internal static class ObjectText
{
    /// <summary>Named in docs/simulation.md as what a replay does not repeat.</summary>
    private static readonly string[] s_timing = ["Duration", "BytesPerSecond"];

    public static IReadOnlyList<string> Of(string name, object? value)
    {
        List<string> lines = [];
        Add(lines, name, value);
        return lines;
    }

    private static void Add(List<string> lines, string name, object? value)
    {
        switch (value)
        {
            case null:
                lines.Add($"{name} = null");
                break;
            case string or ValueType or Uri:
                lines.Add($"{name} = {(value is IFormattable f ? f.ToString(value is DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture) : value.ToString())}");
                break;
            case IEnumerable items:
                AddItems(lines, name, items);
                break;
            default:
                foreach (PropertyInfo property in value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && !s_timing.Contains(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    Add(lines, $"{name}.{property.Name}", property.GetValue(value));
                }

                break;
        }
    }

    private static void AddItems(List<string> lines, string name, IEnumerable items)
    {
        int index = 0;
        foreach (object? item in items)
        {
            Add(lines, $"{name}[{index++}]", item);
        }

        if (index == 0)
        {
            lines.Add($"{name} = []");
        }
    }
}
