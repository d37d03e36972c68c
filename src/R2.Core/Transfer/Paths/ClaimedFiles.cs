namespace R2.Transfer.Paths;

/// <summary>
/// The files that one command writes, each from one input. Two paths are one file, too, where a link makes them so, or where the file system folds case or Unicode forms.
/// </summary>
internal sealed class ClaimedFiles
{
    private readonly TakenPaths _files = new(AreOne);
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);

    /// <summary>Notes that a file is written from an input.</summary>
    /// <param name="path">Full path of the file, which need not exist yet.</param>
    /// <param name="input">What is written to it.</param>
    /// <param name="isNoLink">Whether it is known that the file itself is no link; its folders may be.</param>
    /// <exception cref="R2Exception">Another input is written to it already (<see cref="R2ErrorCodes.DuplicateKey"/>).</exception>
    public void Claim(string path, string input, bool isNoLink = false)
    {
        string full = Path.GetFullPath(path);
        string file = isNoLink ? InRealFolder(full) : Real(full);
        if (_files.Find(file) is { } first)
        {
            throw R2Exception.Invalid(R2ErrorCodes.DuplicateKey, $"'{input}' would overwrite the file '{path}', which this command writes from '{first.Source}'.");
        }

        _files.Add(file, input);
    }

    private static bool AreOne(string left, string right)
    {
        string root = Path.GetPathRoot(left)!;
        return Path.GetPathRoot(right)!.Equals(root, StringComparison.OrdinalIgnoreCase) && FoldedNames.ArePathsOne(root, left[root.Length..], right[root.Length..], FoldedNames.AreOne);
    }

    /// <summary>The path behind all links.</summary>
    private string Real(string path)
    {
        string real = InRealFolder(path);
        return TargetOf(real) is { } target ? Real(target) : real;
    }

    private string InRealFolder(string path) =>
        Path.GetDirectoryName(path) is { } folder && RealFolder(folder) is var real && real != folder ? Path.Combine(real, Path.GetFileName(path)) : path;

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
            // Asked first: to resolve what is not there, as mostly, costs an exception.
            return new FileInfo(path).LinkTarget is null ? null : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            // Gone meanwhile, or a circle of links, which nothing will be written through.
            return null;
        }
    }
}
