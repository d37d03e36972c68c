using Microsoft.Win32.SafeHandles;

namespace R2.Files;

/// <summary>Which file a handle or a name stands for, on systems where a name can get another file while its old one is open; and whose it is.</summary>
/// <param name="Kind">What it is; a link that was not followed is <see cref="FileKind.Other"/>.</param>
/// <param name="Device">File system that it is in.</param>
/// <param name="Number">Its number there (inode).</param>
/// <param name="Mode">Who may do what with it.</param>
/// <param name="Owner">User that owns it.</param>
/// <param name="Group">Group that it belongs to.</param>
internal readonly record struct UnixFile(FileKind Kind, long Device, long Number, UnixFileMode Mode, uint Owner, uint Group)
{
    public static UnixFile Of(SafeFileHandle file) => UnixFiles.IdentityOf(file);

    /// <summary>What has the name, a link itself where it is one; null where nothing has it.</summary>
    public static UnixFile? At(string path) => UnixFiles.IdentityOf(path);

    public bool Is(UnixFile other) => (Device, Number) == (other.Device, other.Number);
}
