using System.Runtime.ExceptionServices;
using R2.Simulation.Format;
using R2.Simulation.Matching;

namespace R2.Simulation.Recording;

/// <summary>An exchange on its way: from the moment a request is sent to the end of its response's body.</summary>
internal sealed class OpenExchange : IDisposable
{
    private readonly Recorder _recorder;
    private readonly TimeProvider _time;
    private readonly RequestShape _request;
    private readonly BodyDigest? _digest;
    private readonly Redactor _redactor;
    private readonly long _sent;
    private readonly TimeSpan _at;
    private readonly object _lock = new();
    private TimeSpan _untilHeaders;
    private RecordedResponse? _answer;
    private BodySink? _sink;
    private bool _ended;

    public OpenExchange(Recorder recorder, int number, RequestShape request, BodyDigest? digest, Redactor redactor, TimeProvider time)
    {
        (_recorder, Number, _request, _digest, _redactor, _time) = (recorder, number, request, digest, redactor, time);
        _at = recorder.Elapsed;
        _sent = time.GetTimestamp();
    }

    public int Number { get; }

    /// <summary>The response's headers have come; its body is still to come through <see cref="Append"/>.</summary>
    public void Answered(HttpResponseMessage answer)
    {
        lock (_lock)
        {
            _untilHeaders = _time.GetElapsedTime(_sent);
            _answer = RecordedResponse.Of(answer, _redactor);
            _sink = new BodySink(_recorder.Folder, IsObject(answer) ? null : _redactor.Document);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            try
            {
                _sink!.Append(bytes);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A span is caught by no lambda.
                _ended = true;
                _recorder.Write(() => ExceptionDispatchInfo.Throw(e));
            }
        }
    }

    /// <summary>No response came.</summary>
    public void Fail(Exception exception)
    {
        if (RecordedFailure.Of(exception, _redactor) is { } failure)
        {
            End(() => Exchange() with { Failure = failure, UntilHeaders = _time.GetElapsedTime(_sent) });
        }
        else
        {
            End(static () => null);
        }
    }

    /// <summary>The response's body has ended, or nobody wants the rest.</summary>
    /// <param name="cutShort">Why it is not whole; null where it is.</param>
    public void Finish(string? cutShort) => End(() => _answer is null || _sink is null ? null : Exchange() with
    {
        Answer = WithBody(_answer, _sink.Finish(cutShort is null ? null : _redactor.Text(cutShort))),
        UntilHeaders = _untilHeaders,
        UntilEnd = _time.GetElapsedTime(_sent) - _untilHeaders,
    });

    public void Dispose()
    {
        _sink?.Dispose();
        _digest?.Dispose();
    }

    private void End(Func<RecordedExchange?> complete)
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            try
            {
                _recorder.Write(() => _recorder.End(this, complete()));
            }
            finally
            {
                Dispose();
            }
        }
    }

    private RecordedExchange Exchange() => new()
    {
        Number = Number,
        Request = _digest is null ? _request : _request with { BodyHash = _digest.Hash() },
        RequestBytes = _digest?.Bytes,
        At = _at,
    };

    /// <summary>A document without its secrets has another length.</summary>
    private RecordedResponse WithBody(RecordedResponse answer, RecordedBody body) => answer with
    {
        Body = body,
        Headers = body.CutShort is not null || _request.Method == "HEAD"
            ? answer.Headers
            : [.. answer.Headers.Select(h => h.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                ? KeyValuePair.Create(h.Key, body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))
                : h)],
    };

    /// <summary>Bytes of an object are the user's, checked by length and checksum, and stay as they are; all else that R2 sends are documents.</summary>
    private bool IsObject(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode && _request.Method == "GET" && !RecordingFormat.IsOfApi(_request.Path) && _request.UploadId is null && _request.Path.IndexOf('/', 1) is > 0 and int slash && slash < _request.Path.Length - 1;
}
