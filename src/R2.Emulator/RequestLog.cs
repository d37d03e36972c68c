using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace R2.Emulator;

/// <summary>The latest requests, oldest first, without secrets. Safe for concurrent use; enumerating takes a snapshot.</summary>
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

    /// <summary>Number of requests in the log.</summary>
    public int Count => Snapshot().Count;

    /// <summary>Number of requests since the start or <see cref="Clear"/>, including those no longer in the log.</summary>
    public long Total { get; private set; }

    /// <summary>Number of requests of an operation in the log, such as "UploadPart".</summary>
    public int CountOf(string operation) => Snapshot().Count(entry => entry.Operation == operation);

    /// <summary>Empties the log.</summary>
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
