using Microsoft.Win32.SafeHandles;

namespace R2.Files;

/// <summary>What a file is at one moment: two that are equal, of one handle, mean that nobody wrote to it in between.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Length in bytes, as the file system says: see <see cref="OpenFile.UnmeasuredAsync"/>.</param>
/// <param name="LastWriteTime">When it was written to last, as finely as the file system knows.</param>
internal readonly record struct FileState(FileKind Kind, long Length, FileTime LastWriteTime)
{
    /// <summary>The file that a path names, which is not opened for it. Links are followed: what they say of themselves is not what they lead to.</summary>
    /// <exception cref="R2Exception">What is there is not a file, or a link that leads to nothing.</exception>
    /// <exception cref="IOException">Nothing is there.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    public static FileState Of(string path)
    {
        FileState state = OperatingSystem.IsWindows() ? WindowsFiles.StateOf(path) : UnixFiles.StateOf(path);
        return state.Kind == FileKind.Regular ? state : throw Refusal(path, state.Kind);
    }

    /// <summary>The file that is open.</summary>
    public static FileState Of(SafeFileHandle file) => OperatingSystem.IsWindows() ? WindowsFiles.StateOf(file) : UnixFiles.StateOf(file);

    /// <summary>A link that does not lead to a file.</summary>
    public static R2Exception BrokenLink(string path, string target, string? reason = null) => new(
        R2ErrorCodes.BrokenLink,
        reason is null ? $"'{path}' is a link to '{target}', which does not exist." : $"'{path}' is a link to '{target}', which cannot be followed: {reason}.");

    /// <summary>Nothing has this name; or what has it cannot be named: .NET shows bytes that are not UTF-8 as U+FFFD, which names another file.</summary>
    /// <param name="path">Path.</param>
    public static Exception NotThere(string path) => PathRules.Here.MayHideBytes(path)
        ? new R2Exception(R2ErrorCodes.NameNotUtf8, $"The name of '{path}' is not UTF-8, so the file cannot be opened.")
        : new FileNotFoundException($"'{path}' does not exist.", path);

    /// <summary>Why what is there is not read.</summary>
    public static R2Exception Refusal(string path, FileKind kind)
    {
        string what = kind switch
        {
            FileKind.Pipe => "a named pipe",
            FileKind.Socket => "a socket",
            FileKind.Device => "a device",
            FileKind.Stream => "a stream within a file",
            _ => "neither a file nor a folder",
        };
        return kind == FileKind.Folder
            ? new R2Exception(R2ErrorCodes.PathIsFolder, $"'{path}' is a folder; it must be a file.")
            : new R2Exception(R2ErrorCodes.NotAFile, $"'{path}' is {what} and was not opened; it must be a file, or a link to one.");
    }

    /// <summary>How a message names it.</summary>
    public override string ToString() => $"{Length} bytes of {LastWriteTime.ToDateText()}";
}
