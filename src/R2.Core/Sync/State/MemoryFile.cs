using System.Text;

namespace R2.Sync.State;

/// <summary>A file of what is remembered, in the order in which keys are compared. What cannot be read of it is not remembered.</summary>
internal static class MemoryFile
{
    private const string Magic = "R2 sync, what is known of files, 1";

    public static IEnumerable<RememberedFile> Read(string path)
    {
        FileStream? file = Open(path);
        if (file is null)
        {
            yield break;
        }

        using BinaryReader reader = new(file, Encoding.UTF8);
        bool begins = Try(reader, static from => from.ReadString() == Magic ? "" : null) is not null;
        while (begins && Try(reader, RememberedFile.Read) is { } one)
        {
            yield return one;
        }
    }

    public static BinaryWriter Create(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        BinaryWriter writer = new(new FileStream(path, options), Encoding.UTF8);
        writer.Write(Magic);
        return writer;
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 64 * 1024 });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static T? Try<T>(BinaryReader reader, Func<BinaryReader, T?> read)
        where T : class
    {
        try
        {
            return read(reader);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            // Any bytes may lie there, and the end may be missing.
            return null;
        }
    }
}
