using R2.Simulation.Format;
using R2.Simulation.Matching;

namespace R2.Simulation.Replay;

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
            string key = exchange.Request.MatchKey();
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
        string key = request.MatchKey();
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out List<RecordedExchange>? same))
            {
                return null;
            }

            int next = request.UploadId is { } uploadId ? same.FindIndex(e => e.Request.UploadId == uploadId && HasBodyOf(e, request)) : -1;
            next = next >= 0 ? next : same.FindIndex(e => HasBodyOf(e, request));
            if (next < 0)
            {
                return null;
            }

            RecordedExchange taken = same[next];
            same.RemoveAt(next);
            _asked.Add(taken.Number);
            return taken;
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

    /// <summary>What did not leave as a whole may have been any body of its length.</summary>
    private static bool HasBodyOf(RecordedExchange recorded, RequestShape request) =>
        recorded.Request.BodyHash == request.BodyHash || recorded.Request.BodyHash == RecordingFormat.AnyHash;
}
