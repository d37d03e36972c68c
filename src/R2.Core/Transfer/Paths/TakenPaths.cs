using System.Runtime.InteropServices;

namespace R2.Transfer.Paths;

/// <summary>Paths that are written, each with what it is written from.</summary>
/// <param name="areOne">Whether two paths that look alike are one file's.</param>
internal sealed class TakenPaths(Func<string, string, bool> areOne)
{
    private readonly Dictionary<string, Taken> _paths = new(FoldedNames.Alike);

    /// <summary>The path, or another one of the same file; null where it is free.</summary>
    public Taken? Find(string path)
    {
        Taken? other = _paths.GetValueOrDefault(path);
        while (other is not null && other.Path != path && !areOne(other.Path, path))
        {
            other = other.Next;
        }

        return other;
    }

    public void Add(string path, string source)
    {
        ref Taken? alike = ref CollectionsMarshal.GetValueRefOrAddDefault(_paths, path, out _);
        alike = new Taken(path, source, alike);
    }

    /// <param name="Path">Path.</param>
    /// <param name="Source">What it is written from.</param>
    /// <param name="Next">Another path that looks alike, and is another file's.</param>
    public sealed record Taken(string Path, string Source, Taken? Next);
}
