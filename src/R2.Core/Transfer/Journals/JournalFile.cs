using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace R2.Transfer.Journals;

/// <summary>
/// A file of JSON lines that one process has open: a header that names what can be taken up and what it was asked to be, then a line for each piece that is
/// done. Lines are only ever added, so a process that is killed leaves at worst an unfinished last line, which is cut off. No secret, no data.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const int Version = 2;

    /// <summary>A line has about 200 bytes, and an object 10,000 parts or a million ranges.</summary>
    private const long MaxBytes = 256L << 20;

    private readonly LockedFile _file;
    private readonly string[] _lines;
    private long _end;
    private bool _isFull;
    private bool _finished;

    private JournalFile(LockedFile file, bool isDamaged)
    {
        _file = file;
        bool isEmpty = file.Length == 0;
        _lines = ReadWholeLines();
        Earlier = _lines.Length > 0 ? Parse(_lines[0], JournalJson.Default.Header) : null;
        IsDamaged = isDamaged || (!isEmpty && Earlier is null);
    }

    /// <summary>What an earlier run noted first; null where there was none, or its journal is damaged.</summary>
    public Header? Earlier { get; }

    /// <summary>Whether an earlier run left something that nobody can read.</summary>
    public bool IsDamaged { get; }

    /// <summary>Whether what is noted would be found by a later run.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Opens the journal of a transfer.</summary>
    /// <param name="options">Options, which choose the folder.</param>
    /// <param name="what">What it is for, for the error where it is in use.</param>
    /// <param name="cannot">Called with the reason where there can be none and none is needed.</param>
    /// <param name="identity">What makes it another transfer.</param>
    /// <returns>The journal; null where there can be none and the transfer is not to be resumed.</returns>
    /// <exception cref="R2Exception">Another process has it, or there can be none and the transfer is to be resumed.</exception>
    public static JournalFile? Open(TransferOptions options, string what, Action<string>? cannot, params string[] identity)
    {
        try
        {
            StateDirectory.Make(options);
            return Open(StateDirectory.FileFor(options, identity), what);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            R2Exception why = StateDirectory.NotWritable(options, e);
            if (options.Resume)
            {
                throw why;
            }

            cannot?.Invoke(why.Message);
            return null;
        }
    }

    /// <param name="path">Path of the file.</param>
    /// <param name="what">What the file is for, for the error where it is in use.</param>
    public static JournalFile Open(string path, string what)
    {
        bool replaced = false;
        while (true)
        {
            try
            {
                return Read(LockedFile.OpenOrCreate(path), replaced);
            }
            catch (LockedFile.InUseException e)
            {
                throw new R2Exception(R2ErrorCodes.TransferInProgress, $"Another command is busy with {what} (its journal '{path}' is in use).", e);
            }
            catch (LockedFile.NotRegularException) when (!replaced)
            {
                MakeWay(path);
                replaced = true;
            }
        }
    }

    /// <summary>What the lines behind the header say, as far as they can be read.</summary>
    public IEnumerable<T> Entries<T>(JsonTypeInfo<T> type)
        where T : class => _lines.Skip(1).Select(line => Parse(line, type)).OfType<T>();

    public void Begin(string? uploadId, string? file, Fingerprint fingerprint)
    {
        RandomAccess.SetLength(_file.Handle, 0);
        (_end, _isFull, IsUsable) = (0, false, true);
        Append(new Header(Version, uploadId, file, fingerprint.Digests), JournalJson.Default.Header);
    }

    /// <summary>Notes something. Where that fails the transfer goes on all the same, and a later run does again what is not noted.</summary>
    public void Append<T>(T line, JsonTypeInfo<T> type)
    {
        byte[] json = [.. JsonSerializer.SerializeToUtf8Bytes(line, type), (byte)'\n'];
        lock (_file)
        {
            if (_isFull)
            {
                return;
            }

            try
            {
                RandomAccess.Write(_file.Handle, json, _end);
                _end += json.Length;
            }
            catch (IOException)
            {
                // What is written behind half a line would be lost with it.
                _isFull = true;
                IsUsable = _end > 0;
            }
        }
    }

    /// <summary>The transfer is over: the file goes when it is closed.</summary>
    public void Finish() => _finished = true;

    public void Dispose()
    {
        try
        {
            if (_finished || _file.Length == 0)
            {
                // While it is locked: once it is not, it may be another's.
                _file.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The transfer is over, well or badly; what stays here is found out of date by the next.
        }
        finally
        {
            _file.Dispose();
        }
    }

    private static JournalFile Read(LockedFile file, bool isDamaged)
    {
        try
        {
            return new JournalFile(file, isDamaged);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static T? Parse<T>(string line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or FormatException)
        {
            // A journal of another version, or damaged: what it says is not used, and what it would have saved is done again.
            return null;
        }
    }

    /// <summary>A folder that holds something is only moved aside: nobody's files are removed for a journal.</summary>
    private static void MakeWay(string path)
    {
        if (!Directory.Exists(path) || new DirectoryInfo(path).LinkTarget is not null)
        {
            File.Delete(path);
            return;
        }

        try
        {
            Directory.Delete(path);
        }
        catch (IOException)
        {
            Directory.Move(path, $"{path}.{Guid.NewGuid():N}");
        }
    }

    private string[] ReadWholeLines()
    {
        if (_file.Length > MaxBytes)
        {
            RandomAccess.SetLength(_file.Handle, 0);
            return [];
        }

        byte[] bytes = new byte[_file.Length];
        int read = 0;
        while (read < bytes.Length && RandomAccess.Read(_file.Handle, bytes.AsSpan(read), read) is > 0 and int count)
        {
            read += count;
        }

        _end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        RandomAccess.SetLength(_file.Handle, _end);
        return Encoding.UTF8.GetString(bytes, 0, (int)_end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <param name="FormatVersion">Version of this format; 0 for one that had none.</param>
    /// <param name="UploadId">The upload that can be taken up.</param>
    /// <param name="File">Name of the temporary file that can be taken up.</param>
    /// <param name="Fingerprint">What was asked for.</param>
    internal sealed record Header(int FormatVersion, string? UploadId, string? File, IReadOnlyDictionary<string, string>? Fingerprint)
    {
        /// <summary>What was asked for, where this version can tell.</summary>
        [System.Text.Json.Serialization.JsonIgnore]
        public IReadOnlyDictionary<string, string>? Asked => FormatVersion == Version ? Fingerprint : null;
    }
}
