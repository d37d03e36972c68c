using System.Text;
using R2.Files;
using R2.Listing;
using R2.Sync.Listing;
using R2.Transfer.Journals;
using R2.Transfer.Paths;

namespace R2.Sync.State;

/// <summary>
/// What is known of files from one run to the next, so that they need not be read again: for each the object's entity tag with which it was found equal. It is read and written
/// along with the comparison, in its order, and replaced as a whole: a run that is killed leaves the old one. Without a folder to write to nothing is remembered; nor where
/// its disk is full: a sync does not fail for that.
/// </summary>
internal sealed class FileMemory : IDisposable
{
    /// <summary>A file that was written to less than this before it was read may be written to again and show nothing of it: clocks of file systems have steps.</summary>
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly string _next;
    private readonly object _gate = new();
    private readonly FileStream _sent = SpoolFile.Create();
    private readonly BinaryWriter _sentWriter;
    private IEnumerator<RememberedFile> _known;
    private BinaryWriter? _writer;
    private Func<string, string> _identity = static key => key;
    private bool _hasCurrent;
    private bool _anySent;
    private volatile bool _isGivenUp;

    private FileMemory(string path)
    {
        (_path, _next) = (path, Path.Combine(Path.GetDirectoryName(path)!, TemporaryName.New(Path.GetFileName(path), null)));
        _sentWriter = new BinaryWriter(_sent, Encoding.UTF8, leaveOpen: true);
        _known = MemoryFile.Read(path).GetEnumerator();
        _hasCurrent = _known.MoveNext();
        _writer = MemoryFile.Create(_next);
    }

    /// <summary>The memory of two ends; null where the user's folder has none, and none can be made.</summary>
    /// <param name="statePath">Folder; the user's state folder where null.</param>
    /// <param name="ends">What tells this sync from others.</param>
    /// <exception cref="R2Exception">None can be made in the folder that was chosen.</exception>
    public static FileMemory? Open(string? statePath, params string[] ends)
    {
        try
        {
            string folder = statePath ?? Path.Combine(StateDirectory.Root(), "sync");
            StateDirectory.MakePrivate(folder, isChosen: statePath is not null);
            return new FileMemory(Path.Combine(folder, Fingerprint.Digest(ends)[..32] + ".known"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return statePath is null ? null : throw new R2Exception(R2ErrorCodes.TargetNotWritable, $"Nothing can be remembered in '{statePath}': {e.Message}", e);
        }
    }

    /// <summary>Begins anew, in another order.</summary>
    public void Restart(Func<string, string> identity)
    {
        _identity = identity;
        _known.Dispose();
        _known = MemoryFile.Read(_path).GetEnumerator();
        _hasCurrent = _known.MoveNext();
        Abandon();
        Try(() => _writer = MemoryFile.Create(_next));
    }

    /// <summary>Whether a file is what it was when it was found equal to that version of its object. Keys come in the order of the comparison.</summary>
    public bool Knows(SyncEntry file, string? etag)
    {
        string identity = _identity(file.Key);
        while (_hasCurrent && KeyOrder.Compare(_identity(_known.Current.Key), identity) < 0)
        {
            _hasCurrent = _known.MoveNext();
        }

        return _hasCurrent && !string.IsNullOrEmpty(etag) && _known.Current is var known
            && known.Key == file.Key && known.ETag == etag && known.Size == file.Size && known.Stamp == file.Stamp;
    }

    /// <summary>A file was found equal to its object. Keys come in the order of the comparison.</summary>
    public void Note(SyncEntry file, string? etag, DateTimeOffset readAt)
    {
        if (IsSettled(file, etag, readAt))
        {
            Try(() => new RememberedFile(file.Key, file.Size, file.Stamp, etag!).Write(_writer!));
        }
    }

    /// <summary>A file has become its object; in any order, on any thread.</summary>
    public void NoteSent(SyncEntry file, string? etag, DateTimeOffset readAt)
    {
        if (!IsSettled(file, etag, readAt))
        {
            return;
        }

        lock (_gate)
        {
            _anySent = true;
            Try(() => SyncEntryCodec.Write(_sentWriter, new SyncEntry { Key = file.Key, Size = file.Size, Stamp = file.Stamp, ETag = etag }));
        }
    }

    /// <summary>All has been compared: what was read need not be read again, whatever becomes of the rest.</summary>
    public void KeepCompared()
    {
        _known.Dispose();
        Try(Replace);
    }

    /// <summary>All that could be sent has been.</summary>
    public async Task KeepSentAsync()
    {
        if (!_anySent || _isGivenUp)
        {
            return;
        }

        try
        {
            await AddSentAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            GiveUp();
        }
    }

    private async Task AddSentAsync()
    {
        SyncEntryCodec.Write(_sentWriter, null);
        _sentWriter.Flush();
        _sent.Position = 0;
        using SortedEntries sorting = new(_identity);
        using IEnumerator<RememberedFile> kept = MemoryFile.Read(_path).GetEnumerator();
        bool hasKept = kept.MoveNext();
        _writer = MemoryFile.Create(_next);
        await foreach (SyncEntry sent in sorting.SortAsync(ReadSent().ToAsync(), CancellationToken.None).ConfigureAwait(false))
        {
            for (int order; hasKept && (order = KeyOrder.Compare(_identity(kept.Current.Key), _identity(sent.Key))) <= 0; hasKept = kept.MoveNext())
            {
                if (order < 0)
                {
                    kept.Current.Write(_writer);
                }
            }

            new RememberedFile(sent.Key, sent.Size, sent.Stamp, sent.ETag!).Write(_writer);
        }

        for (; hasKept; hasKept = kept.MoveNext())
        {
            kept.Current.Write(_writer);
        }

        Replace();
    }

    public void Dispose()
    {
        _known.Dispose();
        Close(_sentWriter);
        Close(_sent);
        Abandon();
    }

    private static bool IsSettled(SyncEntry file, string? etag, DateTimeOffset readAt)
    {
        FileTime latest = FileTime.Of((readAt - s_step).UtcDateTime);
        return !string.IsNullOrEmpty(etag) && file.Stamp.Written < latest && file.Stamp.Changed < latest;
    }

    private void Try(Action write)
    {
        if (_isGivenUp)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            GiveUp();
        }
    }

    /// <summary>The old one stays.</summary>
    private void GiveUp()
    {
        _isGivenUp = true;
        Abandon();
    }

    private void Abandon()
    {
        if (_writer is { } writer)
        {
            _writer = null;
            Close(writer);
            Close(() => File.Delete(_next));
        }
    }

    /// <summary>What is left in a buffer may not fit on the disk either.</summary>
    private static void Close(IDisposable file) => Close(file.Dispose);

    private static void Close(Action close)
    {
        try
        {
            close();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody needs it any more.
        }
    }

    private void Replace()
    {
        _writer!.Write(false);
        _writer.Flush();
        Close(_writer);
        _writer = null;
        try
        {
            File.Move(_next, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another run has it open, as on Windows: the old one stays.
            File.Delete(_next);
        }
    }

    private IEnumerable<SyncEntry> ReadSent()
    {
        using BinaryReader reader = new(_sent, Encoding.UTF8, leaveOpen: true);
        while (SyncEntryCodec.Read(reader) is { } entry)
        {
            yield return entry;
        }
    }
}
