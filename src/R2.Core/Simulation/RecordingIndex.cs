namespace R2.Simulation;

/// <summary>A recording that is being replayed: which of its exchanges answers a request. Each answers once.</summary>
internal sealed class RecordingIndex
{
    private readonly IReadOnlyList<RecordedExchange> _exchanges;
    private readonly Dictionary<string, List<RecordedExchange>> _byKey = [];
    private readonly HashSet<int> _asked = [];
    private readonly object _lock = new();

    public RecordingIndex(string folder)
    {
        Folder = folder;
        _exchanges = RecordingReader.Read(folder);
        foreach (RecordedExchange exchange in _exchanges)
        {
            string key = exchange.Request.MatchKey(exchange.Request.BodyHash);
            if (!_byKey.TryGetValue(key, out List<RecordedExchange>? same))
            {
                _byKey[key] = same = [];
            }

            same.Add(exchange);
        }
    }

    public string Folder { get; }

    public int Count => _exchanges.Count;

    public int Asked
    {
        get
        {
            lock (_lock)
            {
                return _asked.Count;
            }
        }
    }

    public IReadOnlyList<R2RecordedRequest> Unasked
    {
        get
        {
            lock (_lock)
            {
                return [.. _exchanges.Where(e => !_asked.Contains(e.Number)).Select(static e => e.Summary)];
            }
        }
    }

    /// <summary>The next answer to a request: of the same upload if there is one, then in the order of recording; null where none is left.</summary>
    public RecordedExchange? Take(RequestShape request)
    {
        lock (_lock)
        {
            RecordedExchange? whole = First(request, request.BodyHash);
            RecordedExchange? broken = request.BodyHash.Length > 0 ? First(request, RecordingFormat.AnyHash) : null;
            RecordedExchange? next = whole is null || broken?.Number < whole.Number ? broken : whole;
            if (next is not null)
            {
                _asked.Add(next.Number);
                Forget(next);
            }

            return next;
        }
    }

    /// <summary>For an error: what was recorded that is most like it.</summary>
    public string DescribeNearest(RequestShape request)
    {
        lock (_lock)
        {
            return NearestRequest.Describe(request, _exchanges, _asked);
        }
    }

    private RecordedExchange? First(RequestShape request, string hash)
    {
        if (!_byKey.TryGetValue(request.MatchKey(hash), out List<RecordedExchange>? same) || same.Count == 0)
        {
            return null;
        }

        return request.UploadId is { } uploadId ? same.Find(e => e.Request.UploadId == uploadId) ?? same[0] : same[0];
    }

    private void Forget(RecordedExchange exchange)
    {
        List<RecordedExchange> same = _byKey[exchange.Request.MatchKey(exchange.Request.BodyHash)];
        same.Remove(exchange);
    }
}
