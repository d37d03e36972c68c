namespace R2.Transfer;

/// <summary>
/// The files that one command writes, each from one input. Two paths are one file, too, where a link makes them so, or where the file system folds case or Unicode forms.
/// </summary>
public sealed class ClaimedFiles
{
    private readonly Dictionary<string, List<(string Path, string Input)>> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);

    /// <summary>Notes that a file is written from an input.</summary>
    /// <param name="path">Full path of the file, which need not exist yet.</param>
    /// <param name="input">What is written to it.</param>
    /// <exception cref="R2Exception">Another input is written to it already (<see cref="R2ErrorCodes.DuplicateKey"/>).</exception>
    public void Claim(string path, string input)
    {
        string file = Real(Path.GetFullPath(path));
        string folded = FoldedNames.Fold(file);
        if (!_files.TryGetValue(folded, out List<(string Path, string Input)>? alike))
        {
            _files.Add(folded, alike = []);
        }

        string root = Path.GetPathRoot(file)!;
        if (alike.Find(other => other.Path == file || FoldedNames.ArePathsOne(root, other.Path[root.Length..], file[root.Length..], FoldedNames.AreOne)) is { Input: { } first })
        {
            throw R2Exception.Invalid(R2ErrorCodes.DuplicateKey, $"'{input}' would overwrite the file '{path}', which this command writes from '{first}'.");
        }

        alike.Add((file, input));
    }

    /// <summary>The path behind all links.</summary>
    private string Real(string path)
    {
        string real = Path.GetDirectoryName(path) is { } folder ? Path.Combine(RealFolder(folder), Path.GetFileName(path)) : path;
        return TargetOf(real) is { } target ? Real(target) : real;
    }

    private string RealFolder(string folder)
    {
        if (!_folders.TryGetValue(folder, out string? real))
        {
            _folders.Add(folder, real = Real(folder));
        }

        return real;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            // Nothing is there, or a circle of links, which nothing will be written through.
            return null;
        }
    }
}
