using System.Diagnostics;
using System.Globalization;
using System.Net;
using R2.Diagnostics.Metrics;
using R2.Diagnostics.Tracing;
using R2.Models;
using R2.Pipeline;
using R2.Requests;

namespace R2.Diagnostics;

/// <summary>What is measured of one request, from the call to the last byte of its response. There is none where nobody listens.</summary>
internal sealed class RequestTelemetry(ClientTelemetry telemetry, S3Request request, Action<R2RequestReport>? observer)
{
    public const string Upload = "upload";
    public const string Download = "download";

    private const string StorageClassHeader = "x-amz-storage-class";

    private readonly bool _isPart = request.Operation is "UploadPart" or "UploadPartCopy";
    private Activity? _activity;
    private bool _isOpen;
    private bool _isSending;
    private long _started;
    private long _attemptStarted;
    private long _sent;
    private bool _infrequentAccess = request.StorageClass == R2StorageClass.StandardInfrequentAccess;

    public S3Request Request => request;

    public int Attempt { get; private set; }

    /// <summary>Tells a time-out of the attempt under way from the caller's cancellation.</summary>
    public IdleWatch? Watch { get; set; }

    /// <summary>Its first attempt follows.</summary>
    public void Begin(HttpRequestMessage message)
    {
        _isOpen = true;
        _started = Stopwatch.GetTimestamp();
        _activity = RequestActivity.Start(request, message);
        if (_isPart)
        {
            telemetry.Part(PartStatus.Started);
        }
    }

    /// <summary>It succeeded: the headers of the last response have come.</summary>
    public void Succeeded(HttpResponseMessage response) => End(Text(response.StatusCode), ErrorTypes.Of(response.StatusCode), response.StatusCode, S3Response.RequestIdOf(response));

    /// <summary>No response came, or one that failed.</summary>
    public void Failed(Exception exception)
    {
        R2Exception? known = exception as R2Exception;
        // What a breaker refuses is no failure of its own: it is told by the one that opened it.
        string? error = ErrorOf(known is { Code: R2ErrorCodes.CircuitOpen, InnerException: { } last } ? last : exception);
        End(known?.StatusCode is { } code ? Text(code) : error is null ? "cancelled" : "none", error, known?.StatusCode, known?.RequestId);
    }

    /// <summary>It succeeded, though its response was lost: a look found what it did.</summary>
    public void Found(R2Exception lost) => End(lost.StatusCode is { } code ? Text(code) : "none", error: null, lost.StatusCode, lost.RequestId);

    /// <summary>The response said 200, and its body broke off.</summary>
    public void FailedAfterResponse(R2Exception exception) =>
        telemetry.Failed(request.Operation, ErrorTypes.Of(exception));

    /// <summary>It is sent: when the response is there, the message has the headers that were sent.</summary>
    public void BeginAttempt(int number)
    {
        (Attempt, _sent, _isSending) = (number, 0, true);
        _attemptStarted = Stopwatch.GetTimestamp();
    }

    public void AttemptResponded(HttpRequestMessage message, HttpResponseMessage response)
    {
        _isSending = false;
        _infrequentAccess |= request.Key is not null && S3Response.Header(response, StorageClassHeader) == R2StorageClass.StandardInfrequentAccess;
        telemetry.Answered(request.Operation, (int)response.StatusCode, _infrequentAccess);
        observer?.Invoke(R2RequestReport.Of(this, message, Stopwatch.GetElapsedTime(_attemptStarted), _sent) with
        {
            StatusCode = response.StatusCode,
            BytesReceived = request.IsHead ? 0 : response.Content.Headers.ContentLength ?? 0,
            RequestId = S3Response.RequestIdOf(response),
            ErrorType = ErrorTypes.Of(response.StatusCode),
            ResponseHeaders = HeaderText.Of(response.Headers, response.Content.Headers),
        });
    }

    /// <summary>An attempt has failed. What failed before it was sent, or after its response's headers, was none, or is counted.</summary>
    public void AttemptFailed(HttpRequestMessage message, Exception exception)
    {
        if (_isSending)
        {
            _isSending = false;
            observer?.Invoke(R2RequestReport.Of(this, message, Stopwatch.GetElapsedTime(_attemptStarted), _sent) with { ErrorType = ErrorOf(exception) ?? "cancelled" });
        }
    }

    /// <summary>Some of the body has been handed to the connection.</summary>
    public void Sent(int bytes)
    {
        _sent += bytes;
        telemetry.Moved(request.Operation, Upload, bytes);
    }

    /// <summary>Some of the response's body has been read.</summary>
    public void Received(int bytes)
    {
        telemetry.Moved(request.Operation, Download, bytes);
        if (_infrequentAccess && request.Operation == "GetObject")
        {
            telemetry.Retrieved(bytes);
        }
    }

    private string? ErrorOf(Exception exception) =>
        Watch is { Expired: true } ? ErrorTypes.Timeout : exception is OperationCanceledException ? null : ErrorTypes.Of(exception);

    private void End(string status, string? error, HttpStatusCode? code, string? requestId)
    {
        if (!_isOpen)
        {
            return;
        }

        _isOpen = false;
        telemetry.Ended(request.Operation, status, Stopwatch.GetElapsedTime(_started));
        if (error is not null)
        {
            telemetry.Failed(request.Operation, error);
        }

        if (_isPart)
        {
            telemetry.Part(error is not null ? PartStatus.Failed : status == "cancelled" ? PartStatus.Aborted : PartStatus.Completed);
        }

        RequestActivity.End(_activity, code, requestId, error, Attempt);
    }

    private static string Text(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
