using System.Collections;

namespace R2.Emulator.Http.Messages;

/// <summary>Header fields in order, with duplicates: the signature covers all values, joined by commas.</summary>
internal sealed class HeaderList : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    /// <summary>The values of a field, joined by commas; null if it is absent.</summary>
    public string? this[string name]
    {
        get
        {
            string? joined = null;
            foreach (KeyValuePair<string, string> field in _fields)
            {
                if (Same(field.Key, name))
                {
                    joined = joined is null ? field.Value : joined + "," + field.Value;
                }
            }

            return joined;
        }
    }

    public bool Contains(string name) => _fields.Exists(field => Same(field.Key, name));

    public void Add(string name, string value) => _fields.Add(new(name, value));

    public void Set(string name, string value)
    {
        Remove(name);
        Add(name, value);
    }

    public void Remove(string name) => _fields.RemoveAll(field => Same(field.Key, name));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
