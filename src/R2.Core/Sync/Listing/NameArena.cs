using System.IO.Enumeration;
using System.Text;

namespace R2.Sync.Listing;

/// <summary>
/// The names in one folder in the order of keys, in which a folder stands as its name with a slash: all in one array of bytes, since a folder may hold a million files.
/// </summary>
internal sealed class NameArena
{
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = false, MatchType = MatchType.Simple, RecurseSubdirectories = false };

    private byte[] _bytes = new byte[4096];
    private int[] _ends = new int[64];
    private int[] _order = [];

    private NameArena()
    {
    }

    public int Count { get; private set; }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static NameArena Read(string folder)
    {
        NameArena arena = new();
        FileSystemEnumerable<bool> names = new(folder, (ref FileSystemEntry entry) => arena.Add(entry.FileName, entry.IsDirectory), s_all);
        foreach (bool _ in names)
        {
            // Added as it is read.
        }

        arena.Sort();
        return arena;
    }

    /// <summary>A name in its place; of a folder, and of a link to one, with a slash at its end.</summary>
    public string this[int index] => Encoding.UTF8.GetString(Bytes(_order[index]));

    private ReadOnlySpan<byte> Bytes(int index) => _bytes.AsSpan((index == 0 ? 0 : _ends[index - 1])..(_ends[index]));

    private bool Add(ReadOnlySpan<char> name, bool isFolder)
    {
        int begin = Count == 0 ? 0 : _ends[Count - 1];
        int most = begin + Encoding.UTF8.GetMaxByteCount(name.Length) + 1;
        if (most > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(most, _bytes.Length * 2));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
        }

        int end = begin + Encoding.UTF8.GetBytes(name, _bytes.AsSpan(begin));
        if (isFolder)
        {
            _bytes[end++] = (byte)'/';
        }

        _ends[Count++] = end;
        return true;
    }

    private void Sort()
    {
        _order = new int[Count];
        for (int i = 0; i < Count; i++)
        {
            _order[i] = i;
        }

        _order.AsSpan().Sort((left, right) => Bytes(left).SequenceCompareTo(Bytes(right)));
    }
}
