using System.Runtime.CompilerServices;
using System.Text;
using R2.Listing;

namespace R2.Sync.Listing;

/// <summary>Entries put in order, in runs on disk where there are many.</summary>
/// <param name="identity">What they are ordered by.</param>
/// <param name="runLength">Entries in memory at most.</param>
internal sealed class SortedEntries(Func<string, string> identity, int runLength = 100_000) : IDisposable
{
    private readonly List<FileStream> _runs = [];

    /// <summary>In the order of their identities; those of one identity follow each other.</summary>
    public async IAsyncEnumerable<SyncEntry> SortAsync(IAsyncEnumerable<SyncEntry> entries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(string Identity, SyncEntry Entry)> run = [];
        await foreach (SyncEntry entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            run.Add((identity(entry.Key), entry));
            if (run.Count == runLength)
            {
                Spill(run);
            }
        }

        run.Sort(ByIdentity);
        PriorityQueue<IEnumerator<(string Identity, SyncEntry Entry)>, (string Identity, SyncEntry Entry)> heads = new(Comparer<(string, SyncEntry)>.Create(ByIdentity));
        foreach (IEnumerable<(string, SyncEntry)> one in _runs.Select(Read).Append(run))
        {
            Queue(one.GetEnumerator());
        }

        while (heads.TryDequeue(out IEnumerator<(string Identity, SyncEntry Entry)>? head, out _))
        {
            cancellationToken.ThrowIfCancellationRequested();
            SyncEntry entry = head.Current.Entry;
            Queue(head);
            yield return entry;
        }

        void Queue(IEnumerator<(string Identity, SyncEntry Entry)> head)
        {
            if (head.MoveNext())
            {
                heads.Enqueue(head, head.Current);
            }
            else
            {
                head.Dispose();
            }
        }
    }

    public void Dispose() => _runs.ForEach(static run => run.Dispose());

    private static int ByIdentity((string Identity, SyncEntry Entry) left, (string Identity, SyncEntry Entry) right)
    {
        int order = KeyOrder.Compare(left.Identity, right.Identity);
        return order != 0 ? order : KeyOrder.Compare(left.Entry.Key, right.Entry.Key);
    }

    private void Spill(List<(string Identity, SyncEntry Entry)> run)
    {
        run.Sort(ByIdentity);
        FileStream file = SpoolFile.Create();
        _runs.Add(file);
        using BinaryWriter writer = new(file, Encoding.UTF8, leaveOpen: true);
        foreach ((_, SyncEntry entry) in run)
        {
            SyncEntryCodec.Write(writer, entry);
        }

        SyncEntryCodec.Write(writer, null);
        run.Clear();
    }

    private IEnumerable<(string, SyncEntry)> Read(FileStream file)
    {
        file.Position = 0;
        using BinaryReader reader = new(file, Encoding.UTF8, leaveOpen: true);
        while (SyncEntryCodec.Read(reader) is { } entry)
        {
            yield return (identity(entry.Key), entry);
        }
    }
}
