using Microsoft.Win32.SafeHandles;

namespace R2.Transfer;

/// <summary>The temporary file of a download, beside its target. It becomes the target in one step when every byte is there and on disk.</summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _target;
    private readonly string _path;
    private bool _keep;

    private PartialFile(string target, string path, SafeFileHandle handle) => (_target, _path, Handle) = (target, path, handle);

    public SafeFileHandle Handle { get; }

    public string Path => _path;

    /// <param name="target">Full path of the file to be.</param>
    /// <param name="identity">What tells this download from others to the same target.</param>
    /// <param name="length">Length to reserve, so that a full disk shows at once; 0 for none.</param>
    /// <param name="keepContent">Whether what an earlier run left is to stay.</param>
    public static PartialFile Open(string target, string identity, long length, bool keepContent)
    {
        ThrowIfNotWritable(target);
        string folder = System.IO.Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        string path = PathFor(target, identity);
        try
        {
            SafeFileHandle handle = File.OpenHandle(
                path,
                keepContent ? FileMode.OpenOrCreate : FileMode.Create,
                FileAccess.ReadWrite,
                FileShare.None,
                FileOptions.Asynchronous,
                keepContent ? 0 : length);
            PartialFile file = new(target, path, handle);
            if (!keepContent)
            {
                file.Reserve(length);
            }

            return file;
        }
        catch (IOException e) when (File.Exists(path) && e.HResult != DiskFull)
        {
            throw new R2Exception(R2ErrorCodes.TransferInProgress, $"Another command is downloading to '{target}' already (its file '{path}' is in use).", e);
        }
    }

    /// <summary>Opening it reserved the room; the length tells a later run that this file is whole but for slices that its journal does not name.</summary>
    private void Reserve(long length)
    {
        if (length > 0)
        {
            RandomAccess.SetLength(Handle, length);
        }
    }

    /// <summary>Short whatever the target's name: a suffix on that could be more than the file system takes.</summary>
    public static string PathFor(string target, string identity)
    {
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{target}\n{identity}"));
        return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(target)!, $".r2-{Convert.ToHexString(hash.AsSpan(0, 8)).ToLowerInvariant()}.part");
    }

    /// <summary>
    /// Makes it the target, once the disk has it: a name that outlives a power failure must not stand for a file whose bytes did not.
    /// https://www.kernel.org/doc/html/latest/admin-guide/ext4.html (auto_da_alloc saves files that are replaced, not new ones)
    /// </summary>
    public void Commit()
    {
        RandomAccess.FlushToDisk(Handle);
        Handle.Dispose();
        File.Move(_path, _target, overwrite: true);
        _keep = true;
    }

    /// <summary>Reads a stretch of it.</summary>
    public async Task ReadAsync(long offset, long length, Downloader.Sink sink, CancellationToken cancellationToken)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Downloader.BufferSize);
        try
        {
            for (long done = 0; done < length;)
            {
                int read = await RandomAccess.ReadAsync(Handle, buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - done)), offset + done, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw new EndOfStreamException($"The file '{_path}' was cut while it was being written.");
                }

                sink(buffer.AsSpan(0, read));
                done += read;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Leaves the file where it is when it is closed, for -Resume.</summary>
    public void Keep() => _keep = true;

    public void Dispose()
    {
        Handle.Dispose();
        if (!_keep)
        {
            File.Delete(_path);
        }
    }

    /// <summary>ERROR_DISK_FULL on Windows, ENOSPC elsewhere.</summary>
    private static int DiskFull => OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;

    private static void ThrowIfNotWritable(string target)
    {
        string? why = Directory.Exists(target) ? "a folder is in its place"
            : IsDevice(target) ? "it is a device"
            : new FileInfo(target) is { Exists: true, IsReadOnly: true } ? "it is read-only"
            : null;
        if (why is not null)
        {
            throw new R2Exception(R2ErrorCodes.TargetNotWritable, $"The file '{target}' cannot be written: {why}.");
        }
    }

    /// <summary>
    /// A download takes the place of its target, and a device is not to be replaced: /dev/null as a file would gather what the whole machine throws away.
    /// .NET does not tell devices from files, so it goes by where they lie; /dev/shm is a folder for files.
    /// </summary>
    private static bool IsDevice(string target) =>
        !OperatingSystem.IsWindows() && target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal) && File.Exists(target);
}
