namespace R2.Files;

/// <summary>
/// What the text of a path means to a system. Code is given rules and does not ask the machine, so that those of every system are tried on each. Linux and macOS differ by
/// what their disks take for one name alone, and that is asked of the disk.
/// </summary>
internal sealed class PathRules
{
    private PathRules(bool areOfWindows) => AreOfWindows = areOfWindows;

    /// <summary>Those of Windows.</summary>
    public static PathRules Windows { get; } = new(areOfWindows: true);

    /// <summary>Those of Linux and macOS.</summary>
    public static PathRules Unix { get; } = new(areOfWindows: false);

    /// <summary>Those of the machine that this runs on.</summary>
    public static PathRules Here { get; } = OperatingSystem.IsWindows() ? Windows : Unix;

    /// <summary>Whether they are those of Windows.</summary>
    public bool AreOfWindows { get; }

    /// <summary>Whether a path lies where Unix keeps its devices. What is there may also be a link to what the process writes to; /dev/shm is a folder for files.</summary>
    /// <param name="fullPath">Full path.</param>
    public bool IsAmongDevices(string fullPath)
    {
        ArgumentNullException.ThrowIfNull(fullPath);
        return !AreOfWindows && fullPath.StartsWith("/dev/", StringComparison.Ordinal) && !fullPath.StartsWith("/dev/shm/", StringComparison.Ordinal);
    }

    /// <summary>Whether a name may stand for another that .NET cannot show: it shows bytes that are not UTF-8 as U+FFFD.</summary>
    /// <param name="path">Path.</param>
    public bool MayHideBytes(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !AreOfWindows && path.Contains('\uFFFD', StringComparison.Ordinal);
    }

    /// <summary>What a full path names by its form alone.</summary>
    /// <param name="fullPath">Full path.</param>
    internal FileKind KindOf(string fullPath) => AreOfWindows ? WindowsFiles.KindByName(fullPath) : IsAmongDevices(fullPath) ? FileKind.Device : FileKind.Regular;
}
