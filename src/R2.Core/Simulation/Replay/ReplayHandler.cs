using System.Net;
using System.Text;
using R2.Simulation.Format;
using R2.Simulation.Matching;

namespace R2.Simulation.Replay;

/// <summary>A transport that answers from a recording. Nothing is resolved, connected or sent.</summary>
internal sealed class ReplayHandler(R2Simulation simulation, RecordingIndex index, R2ReplayOptions options, RequestShaper shaper, string? accountId, TimeProvider time) : HttpMessageHandler
{
    private volatile Redactor _redactor = Redactor.None;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Redactor redactor = _redactor = _redactor.OrFor(request, accountId);
        RequestShape shape = await RequestBody.ReadAsync(request, shaper.Shape(request, redactor), cancellationToken).ConfigureAwait(false);
        if (index.Take(shape) is not { } exchange)
        {
            return Unrecorded(request, shape);
        }

        if (options.WithLatency && exchange.UntilHeaders > TimeSpan.Zero)
        {
            await Task.Delay(exchange.UntilHeaders, time, cancellationToken).ConfigureAwait(false);
        }

        if (exchange.Failure is { } failure)
        {
            if (failure.Kind == RecordingFormat.Canceled)
            {
                // Given up by the client then, by time-out or because another part had failed, and so it will be now.
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
            }

            throw failure.ToException();
        }

        return Answer(request, exchange);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, RecordedExchange exchange)
    {
        RecordedResponse recorded = exchange.Answer!;
        ReplayedContent body = new(index.Folder, recorded.Body, options.WithLatency ? exchange.UntilEnd : TimeSpan.Zero, time);
        HttpResponseMessage answer = new((HttpStatusCode)recorded.Status) { RequestMessage = request, Content = body };
        answer.ReasonPhrase = recorded.Reason ?? answer.ReasonPhrase;
        foreach ((string name, string value) in recorded.Headers)
        {
            if (!answer.Headers.TryAddWithoutValidation(name, value))
            {
                body.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return answer;
    }

    /// <summary>Reads of what is not there end as they would at R2; a write that was never recorded has no response to invent.</summary>
    private HttpResponseMessage Unrecorded(HttpRequestMessage request, RequestShape shape)
    {
        string message = $"The recording '{index.Folder}' holds no answer for {shape}. {index.DescribeNearest(shape)}";
        // What the API would say of anything is not known.
        string[] names = RecordingFormat.IsOfApi(shape.Path) ? [] : shape.Path.Split('/', 3, StringSplitOptions.RemoveEmptyEntries);
        simulation.OnUnrecorded(new R2UnrecordedRequest(shape.Method, shape.Path, message), refused: options.Strict || !IsRead(shape) || names.Length == 0);
        if (options.Strict || !IsRead(shape) || names.Length == 0)
        {
            // No HttpRequestException: nothing that repeats broken connections may take it for one.
            throw new R2Exception(R2ErrorCodes.NotRecorded, message)
            {
                BucketName = names.Length > 0 ? names[0] : null,
                Key = names.Length > 1 ? Uri.UnescapeDataString(string.Join('/', names[1..])) : null,
            };
        }

        string code = shape.UploadId is not null ? R2ErrorCodes.NoSuchUpload : names.Length == 1 ? R2ErrorCodes.NoSuchBucket : R2ErrorCodes.NoSuchKey;
        string document = shape.Method == "HEAD" ? "" : $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>The recording holds no answer for this request.</Message></Error>";
        return new HttpResponseMessage(HttpStatusCode.NotFound)
        {
            ReasonPhrase = "Not Found (not in the recording)",
            RequestMessage = request,
            Content = new StringContent(document, Encoding.UTF8, "application/xml"),
        };
    }

    private static bool IsRead(RequestShape shape) => shape.Method is "GET" or "HEAD";
}
