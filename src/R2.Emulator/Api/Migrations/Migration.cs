using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Errors;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Api.Migrations;

/// <summary>A migration between two buckets of the emulator. Each read of its status copies a share of the objects.</summary>
internal sealed class Migration
{
    private readonly object _gate = new();
    private readonly MigrationEnd _source;
    private readonly MigrationEnd _target;
    private readonly bool _overwrites;
    private readonly int _reads;
    private readonly List<string> _keys;
    private readonly List<JsonObject> _logs = [];
    private readonly DateTimeOffset _created;
    private DateTimeOffset? _finished;
    private string _status = "running";
    private int _read;
    private int _next;
    private int _transferred;
    private int _skipped;
    private int _failed;

    public Migration(MigrationEnd source, MigrationEnd target, bool overwrites, int reads, DateTimeOffset now)
    {
        _source = source;
        _target = target;
        _overwrites = overwrites;
        _reads = reads;
        _created = now;
        _keys = KeysOf(source);
        Log(now, "migrationStart");
        if (reads == 0)
        {
            Work(now);
        }
    }

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public bool IsActive => _finished is null;

    /// <summary>Copies the share of one read.</summary>
    public void Work(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_status != "running")
            {
                return;
            }

            _read++;
            int until = _read >= _reads ? _keys.Count : _keys.Count * _read / _reads;
            for (; _next < until; _next++)
            {
                Copy(_keys[_next], now);
            }

            if (_read >= _reads)
            {
                (_status, _finished) = ("completed", now);
                Log(now, "migrationComplete");
            }
        }
    }

    public void Pause(DateTimeOffset now) => Turn("running", "paused", "migrationPause", now, "Job is not running");

    public void Resume(DateTimeOffset now) => Turn("paused", "running", "migrationResume", now, "Job is not paused");

    /// <summary>Aborts a migration that has not ended.</summary>
    public void Abort(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_finished is not null)
            {
                throw ApiErrors.WrongMigrationState("Job is not active");
            }

            (_status, _finished) = ("aborted", now);
            Log(now, "migrationAbort");
        }
    }

    public JsonObject Describe() => new JsonObject
    {
        ["id"] = Id,
        ["createdAt"] = JsonText.Time(_created),
        ["status"] = _status,
        ["overwrite"] = _overwrites,
        ["source"] = _source.Describe(),
        ["target"] = _target.Describe(),
    }.With("finishedAt", _finished is { } finished ? JsonText.Time(finished) : null);

    public JsonObject DescribeProgress() => new()
    {
        ["id"] = Id,
        ["createdAt"] = JsonText.Time(_created),
        ["status"] = _status,
        ["objects"] = _keys.Count,
        ["transferredObjects"] = _transferred,
        ["skippedObjects"] = _skipped,
        ["failedObjects"] = _failed,
    };

    public JsonArray DescribeLogs(int offset, int limit)
    {
        lock (_gate)
        {
            return JsonText.Array(_logs.Skip(offset).Take(limit), log => log.DeepClone());
        }
    }

    private static List<string> KeysOf(MigrationEnd source)
    {
        List<string> keys = source.Bucket!.Walk(index => index.From(_ => false).Select(entry => entry.Value.Key).ToList());
        return [.. keys.Where(key => key.StartsWith(source.PathPrefix ?? string.Empty, StringComparison.Ordinal) && source.Keys?.Contains(key) != false)];
    }

    private void Copy(string key, DateTimeOffset now)
    {
        using ObjectLease? lease = _source.Bucket!.Open(key);
        if (lease is null)
        {
            _failed++;
            Log(now, "importErrorRetryExhaustion", key, "The object does not exist any more.");
            return;
        }

        try
        {
            bool isCopied = _target.Bucket!.Put(lease.Object with { LastModified = now }, existing => _overwrites || existing is null);
            _ = isCopied ? _transferred++ : _skipped++;
        }
        catch (S3Exception error)
        {
            _failed++;
            Log(now, "importErrorRetryExhaustion", key, error.Message);
        }
    }

    private void Turn(string from, string to, string logType, DateTimeOffset now, string refusal)
    {
        lock (_gate)
        {
            if (_status != from)
            {
                throw ApiErrors.WrongMigrationState(refusal);
            }

            _status = to;
            Log(now, logType);
        }
    }

    private void Log(DateTimeOffset now, string type, string? key = null, string? message = null) => _logs.Add(
        new JsonObject { ["createdAt"] = JsonText.Time(now), ["job"] = Id, ["logType"] = type }.With("objectKey", key).With("message", message));
}
