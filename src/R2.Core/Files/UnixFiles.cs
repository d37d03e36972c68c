using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using R2.Sync.Listing;

namespace R2.Files;

/// <summary>
/// stat and its sisters. .NET has no way of its own to tell a pipe from a file before opening it (SafeFileHandle.Type comes with .NET 10, and wants a handle), and C's
/// struct stat differs between systems and processors. The runtime's own shim does not: it comes with every runtime, and what it fills in has been the same since
/// .NET 7. https://github.com/dotnet/runtime/blob/main/src/native/libs/System.Native/pal_io.h
/// </summary>
internal static class UnixFiles
{
    private const string Shim = "libSystem.Native";

    // The only numbers of errno needed here, which all Unixes share.
    private const int NoEntry = 2;
    private const int AccessDenied = 13;
    private const int NotAFolder = 20;

    /// <summary>LOCK_SH | LOCK_NB, which all Unixes share.</summary>
    private const int SharedWithoutWaiting = 1 | 4;

    public static FileState StateOf(string path) =>
        Stat(path, out Status status) == 0 ? StateOf(status) : throw Failure(path, Marshal.GetLastPInvokeError());

    public static FileState StateOf(SafeFileHandle file) =>
        FStat(file, out Status status) == 0 ? StateOf(status) : throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));

    public static UnixFile IdentityOf(SafeFileHandle file) =>
        FStat(file, out Status status) == 0 ? IdentityOf(status) : throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));

    /// <summary>Of a link that is its own; null where nothing has the name.</summary>
    public static UnixFile? IdentityOf(string path) => LStat(path, out Status status) == 0 ? IdentityOf(status) : null;

    /// <summary>What a name stands for, and all that shows whether it is still that. A link is one itself, unless it is followed.</summary>
    /// <exception cref="FileNotFoundException">Nothing has the name.</exception>
    /// <exception cref="R2Exception">It is a link that leads to nothing, or a name that is not UTF-8.</exception>
    public static FileStat StatOf(string path, bool follow)
    {
        if ((follow ? Stat(path, out Status status) : LStat(path, out status)) != 0)
        {
            throw Failure(path, Marshal.GetLastPInvokeError());
        }

        FileTime written = new(status.WriteSeconds, (int)status.WriteNanoseconds), changed = new(status.ChangeSeconds, (int)status.ChangeNanoseconds);
        return new FileStat(KindOf(status.Mode), status.Length, new FileStamp(written, changed, status.Number));
    }

    /// <summary>What a path leads to, links followed; null where it leads to nothing.</summary>
    public static UnixFile? TargetOf(string path) => Stat(path, out Status status) == 0 ? IdentityOf(status) : null;

    /// <summary>Gives an open file to another owner and group, as far as the system lets this process.</summary>
    /// <returns>Whether the group is the wanted one.</returns>
    public static bool TryGive(SafeFileHandle file, uint owner, uint group) => FChOwn(file, owner, group) == 0 || FChOwn(file, uint.MaxValue, group) == 0;

    /// <summary>Lets those who only read lock a file, too, that this process alone has locked.</summary>
    public static bool TryShareLock(SafeFileHandle file) => FLock(file, SharedWithoutWaiting) == 0;

    /// <summary>Sets when a file was written to last, as far as the system lets this process.</summary>
    /// <remarks>What is set are both times that stat tells, so that of the last access is set to what it is.</remarks>
    public static bool TrySetLastWriteTime(SafeFileHandle file, FileTime time) =>
        FStat(file, out Status status) == 0 && FUTimens(file, [status.AccessSeconds, status.AccessNanoseconds, time.Seconds, time.Nanoseconds]) == 0;

    /// <summary>What the bits of a mode that tell the kind say (S_IFMT).</summary>
    public static FileKind KindOf(int mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0x1000 => FileKind.Pipe,
        0xC000 => FileKind.Socket,
        0x2000 or 0x6000 => FileKind.Device,
        _ => FileKind.Other,
    };

    private static UnixFile IdentityOf(in Status status) =>
        new(KindOf(status.Mode), status.Device, status.Number, (UnixFileMode)(status.Mode & 0xFFF), status.Owner, status.Group);

    private static FileState StateOf(in Status status) =>
        new(KindOf(status.Mode), status.Length, new FileTime(status.WriteSeconds, (int)status.WriteNanoseconds));

    private static Exception Failure(string path, int error)
    {
        string reason = Marshal.GetPInvokeErrorMessage(error);
        if (error != AccessDenied && new FileInfo(path).LinkTarget is { } target)
        {
            return FileState.BrokenLink(path, target, error is NoEntry or NotAFolder ? null : reason);
        }

        return error switch
        {
            NoEntry or NotAFolder => FileState.NotThere(path),
            AccessDenied => new UnauthorizedAccessException($"Access to '{path}' is denied."),
            _ => new IOException($"'{path}' cannot be looked at: {reason}."),
        };
    }

    [DllImport(Shim, EntryPoint = "SystemNative_Stat", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out Status status);

    [DllImport(Shim, EntryPoint = "SystemNative_FStat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FStat(SafeFileHandle file, out Status status);

    [DllImport(Shim, EntryPoint = "SystemNative_LStat", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out Status status);

    /// <param name="file">The file.</param>
    /// <param name="times">Seconds and nanoseconds of the last access, seconds and nanoseconds of the last writing.</param>
    [DllImport(Shim, EntryPoint = "SystemNative_FUTimens", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FUTimens(SafeFileHandle file, long[] times);

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FChOwn(SafeFileHandle file, uint owner, uint group);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FLock(SafeFileHandle file, int operation);

    /// <summary>Longer than any runtime's, so that none writes beyond it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Status
    {
        [FieldOffset(4)]
        public int Mode;

        [FieldOffset(8)]
        public uint Owner;

        [FieldOffset(12)]
        public uint Group;

        [FieldOffset(16)]
        public long Length;

        [FieldOffset(24)]
        public long AccessSeconds;

        [FieldOffset(32)]
        public long AccessNanoseconds;

        [FieldOffset(40)]
        public long WriteSeconds;

        [FieldOffset(48)]
        public long WriteNanoseconds;

        [FieldOffset(56)]
        public long ChangeSeconds;

        [FieldOffset(64)]
        public long ChangeNanoseconds;

        [FieldOffset(88)]
        public long Device;

        [FieldOffset(104)]
        public long Number;
    }
}
