using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace R2.Cmdlets.Parameters;

/// <summary>
/// -Metadata as a hashtable, as an object of JSON, or as the text that a CSV has of it: <c>author=me; tier=2</c>. Empty text is none.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MetadataTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Transformed(inputData);

    private static object? Transformed(object? inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        string text => string.IsNullOrWhiteSpace(text) ? null : FromText(text),
        PSCustomObject => FromProperties((PSObject)inputData!),
        _ => inputData,
    };

    /// <summary>Metadata of a property of a row.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It is something else.</exception>
    public static IDictionary? From(object value) => Transformed(value) switch
    {
        null => null,
        IDictionary entries => entries,
        _ => throw new ArgumentTransformationMetadataException("Metadata must be a hashtable, an object or text such as name=value; other=value."),
    };

    private static OrderedDictionary FromText(string text)
    {
        OrderedDictionary entries = [];
        foreach (string entry in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            string name = equals > 0 ? entry[..equals].TrimEnd() : throw new ArgumentTransformationMetadataException(
                $"The metadata '{text}' must be entries of the form name=value with '; ' between them, and '{entry}' is none. A value with a semicolon can be given in a hashtable: @{{ name = 'value' }}.");
            if (entries.Contains(name))
            {
                throw new ArgumentTransformationMetadataException($"The metadata '{text}' have the name '{name}' twice.");
            }

            entries.Add(name, entry[(equals + 1)..].TrimStart());
        }

        return entries;
    }

    private static Hashtable FromProperties(PSObject row)
    {
        Hashtable entries = [];
        foreach (PSPropertyInfo property in row.Properties)
        {
            entries.Add(property.Name, property.Value);
        }

        return entries;
    }
}
