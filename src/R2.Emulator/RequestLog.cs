using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace R2.Emulator;

/// <summary>The latest requests, oldest first. Holds no secret. Safe for concurrent use; enumerating takes a snapshot.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A log is a log.")]
public sealed class RequestLog : IReadOnlyCollection<RequestLogEntry>
{
    private readonly object _gate = new();
    private readonly Queue<RequestLogEntry> _entries = new();
    private readonly int _capacity;

    internal RequestLog(int capacity)
    {
        _capacity = capacity;
    }

    /// <summary>How many are kept now.</summary>
    public int Count => Snapshot().Count;

    /// <summary>How many came since the start or <see cref="Clear"/>, also those that are no longer kept.</summary>
    public long Total { get; private set; }

    /// <summary>How many of those kept were of an operation, as in "UploadPart".</summary>
    public int CountOf(string operation) => Snapshot().Count(entry => entry.Operation == operation);

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            Total = 0;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<RequestLogEntry> GetEnumerator() => Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(RequestLogEntry entry)
    {
        lock (_gate)
        {
            Total++;
            _entries.Enqueue(entry);
            if (_entries.Count > _capacity)
            {
                _entries.Dequeue();
            }
        }
    }

    private List<RequestLogEntry> Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }
}
