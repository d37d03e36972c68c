using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace R2.Content;

/// <summary>
/// stat and fstat. .NET has no way of its own to tell a pipe from a file before opening it (SafeFileHandle.Type comes with .NET 10, and wants a handle), and C's
/// struct stat differs between systems and processors. The runtime's own shim does not: it comes with every runtime, and the first fields of what it fills in
/// have been the same since .NET Core 3.0. https://github.com/dotnet/runtime/blob/main/src/native/libs/System.Native/pal_io.h
/// </summary>
internal static class UnixFiles
{
    private const string Shim = "libSystem.Native";

    // The only numbers of errno needed here, which all Unixes share.
    private const int NoEntry = 2;
    private const int AccessDenied = 13;
    private const int NotAFolder = 20;

    public static FileState StateOf(string path) =>
        Stat(path, out Status status) == 0 ? StateOf(status) : throw Failure(path, Marshal.GetLastPInvokeError());

    public static FileState StateOf(SafeFileHandle file) =>
        FStat(file, out Status status) == 0 ? StateOf(status) : throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));

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

    private static FileState StateOf(in Status status) =>
        new(KindOf(status.Mode), status.Length, DateTime.UnixEpoch.AddTicks((status.WriteSeconds * TimeSpan.TicksPerSecond) + (status.WriteNanoseconds / TimeSpan.NanosecondsPerTick)));

    private static Exception Failure(string path, int error)
    {
        string reason = Marshal.GetPInvokeErrorMessage(error);
        if (error != AccessDenied && new FileInfo(path).LinkTarget is { } target)
        {
            return FileState.BrokenLink(path, target, error is NoEntry or NotAFolder ? null : reason);
        }

        return error switch
        {
            NoEntry or NotAFolder => new FileNotFoundException($"There is no file '{path}'.", path),
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

    /// <summary>Longer than any runtime's, so that none writes beyond it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Status
    {
        [FieldOffset(4)]
        public int Mode;

        [FieldOffset(16)]
        public long Length;

        [FieldOffset(40)]
        public long WriteSeconds;

        [FieldOffset(48)]
        public long WriteNanoseconds;
    }
}
