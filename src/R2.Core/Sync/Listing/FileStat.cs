using R2.Files;

namespace R2.Sync.Listing;

/// <summary>What a name in a folder stands for, by one look.</summary>
/// <param name="Kind">What it is; a link that was not followed is <see cref="FileKind.Other"/>.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Stamp">What tells it from what it was before.</param>
internal readonly record struct FileStat(FileKind Kind, long Length, FileStamp Stamp)
{
    /// <exception cref="FileNotFoundException">Nothing has the name.</exception>
    /// <exception cref="R2Exception">It is a link that leads to nothing, or its name is not UTF-8.</exception>
    public static FileStat Of(string path, bool follow) => OperatingSystem.IsWindows() ? OfWindows(path, follow) : UnixFiles.StatOf(path, follow);

    public static bool IsLink(string path) =>
        OperatingSystem.IsWindows() ? new DirectoryInfo(path).LinkTarget is not null : UnixFile.At(path) is { Kind: FileKind.Other };

    /// <summary>The folder that a path leads to; null where systems have no numbers for them.</summary>
    public static UnixFile? IdentityOf(string path) => OperatingSystem.IsWindows() ? null : UnixFiles.TargetOf(path);

    private static FileStat OfWindows(string path, bool follow)
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw FileState.NotThere(path);
        }

        if (!follow && file.LinkTarget is not null)
        {
            return new(FileKind.Other, 0, default);
        }

        FileState state = WindowsFiles.StateOf(path);
        return new(state.Kind, state.Length, new FileStamp(state.LastWriteTime, default, 0));
    }
}
