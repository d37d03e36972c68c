using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Storage;

namespace R2.Emulator.Api.Jobs;

/// <summary>A job that removes the objects below a prefix: those that were there when it started. Each read of its status does a share of the work.</summary>
internal sealed class RemovalJob
{
    private readonly object _gate = new();
    private readonly Bucket _bucket;
    private readonly string _prefix;
    private readonly List<string> _keys;
    private readonly int _reads;
    private readonly DateTimeOffset _started;
    private int _read;
    private int _next;
    private int _deleted;
    private DateTimeOffset? _ended;

    public RemovalJob(Bucket bucket, string prefix, List<string> keys, int reads, DateTimeOffset now)
    {
        _bucket = bucket;
        _prefix = prefix;
        _keys = keys;
        _reads = reads;
        _started = now;
        if (reads == 0)
        {
            Work(now);
        }
    }

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Status => _ended is null ? (_read == 0 ? "ENQUEUED" : "RUNNING") : _deleted < _keys.Count ? "FAILED" : "COMPLETED";

    public bool IsActive => _ended is null;

    /// <summary>Does the share of one read.</summary>
    public void Work(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_ended is not null)
            {
                return;
            }

            _read++;
            int until = _read >= _reads ? _keys.Count : _keys.Count * _read / _reads;
            for (; _next < until; _next++)
            {
                _deleted += _bucket.Remove(_keys[_next], now) ? 1 : 0;
            }

            _ended = _read >= _reads ? now : null;
        }
    }

    public JsonObject Describe() => new JsonObject
    {
        ["id"] = Id,
        ["jobType"] = "prefixDelete",
        ["status"] = Status,
        ["startTime"] = JsonText.Time(_started),
        ["prefixDelete"] = new JsonObject { ["prefix"] = _prefix, ["deletedObjects"] = _deleted, ["isBucketClear"] = _prefix.Length == 0 },
    }.With("endTime", _ended is { } ended ? JsonText.Time(ended) : null);
}
