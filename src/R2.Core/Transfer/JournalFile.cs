using System.Text;
using System.Text.Json;

namespace R2.Transfer;

/// <summary>
/// A file of JSON lines that one process has open. Lines are only ever added, so a process that is killed leaves at worst an unfinished last line,
/// which is cut off when the file is opened again.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private bool _finished;

    private JournalFile(string path, FileStream file) => (_path, _file, Lines) = (path, file, ReadWholeLines(file));

    /// <summary>Lines that an earlier process left.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <param name="path">Path of the file; its folder is made where missing.</param>
    /// <param name="what">What the file is for, for the error where it is in use.</param>
    public static JournalFile Open(string path, string what)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new JournalFile(path, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new R2Exception(R2ErrorCodes.TransferInProgress, $"Another command is at it already: {what} (its journal '{path}' is in use).", e);
        }
    }

    public static T? Parse<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line);
        }
        catch (JsonException)
        {
            // A journal of another version, or damaged: what it says is not used, and the transfer starts over.
            return null;
        }
    }

    public void Clear()
    {
        lock (_file)
        {
            _file.SetLength(0);
        }
    }

    public void Append<T>(T line)
    {
        byte[] json = [.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n'];
        lock (_file)
        {
            _file.Seek(0, SeekOrigin.End);
            _file.Write(json);
            _file.Flush();
        }
    }

    /// <summary>The transfer is over: the file goes when it is closed.</summary>
    public void Finish() => _finished = true;

    public void Dispose()
    {
        bool unused = _finished || _file.Length == 0;
        _file.Dispose();
        if (unused)
        {
            File.Delete(_path);
        }
    }

    private static string[] ReadWholeLines(FileStream file)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(end);
        return Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
