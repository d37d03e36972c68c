using System.Diagnostics;
using System.Net.Sockets;

namespace R2.Unit.Support;

/// <summary>What stands in folders of Unix besides files.</summary>
public static class SpecialFiles
{
    private static readonly string[] s_ofSys =
        ["/sys/kernel/mm/transparent_hugepage/enabled", "/sys/power/state", "/sys/devices/system/cpu/online", "/sys/kernel/profiling"];

    public static string Pipe(string path)
    {
        using Process process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }

    public static string Socket(string path)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        // .NET removes the name as it closes the socket: what stays is another name of it.
        using Process process = Process.Start("ln", [path, path + ".kept"]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path + ".kept";
    }

    public static string Link(string path, string target)
    {
        File.CreateSymbolicLink(path, target);
        return path;
    }

    /// <summary>A file of the system that says it has more than it has; null where this machine has none.</summary>
    public static string? ShortFile() => s_ofSys.FirstOrDefault(static path => File.Exists(path) && new FileInfo(path).Length > Read(path).Length);

    /// <summary>What a file gives up to its end, whatever length it says that it has.</summary>
    public static byte[] Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using MemoryStream bytes = new();
        byte[] buffer = new byte[4096];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            bytes.Write(buffer.AsSpan(0, read));
        }

        return bytes.ToArray();
    }
}
