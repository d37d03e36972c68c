using System.Globalization;
using R2.Diagnostics.Metrics;
using R2.Diagnostics.Tracing;
using R2.Http;
using R2.Models;
using R2.Retry;

namespace R2.Diagnostics;

/// <summary>
/// What is measured of one operation, from the call to the last byte of its answer. Travels with the message, from where <see cref="MetricsHandler"/> and
/// <see cref="AttemptHandler"/> take it; there is none where nobody listens.
/// </summary>
internal sealed class RequestMeasure(ClientTelemetry telemetry, S3Request request, Action<R2RequestReport>? observer)
{
    public const string Upload = "upload";
    public const string Download = "download";

    private const string StorageClassHeader = "x-amz-storage-class";

    private static readonly HttpRequestOptionsKey<RequestMeasure> s_key = new("R2.Measure");

    private readonly bool _isPart = request.Operation is "UploadPart" or "UploadPartCopy";
    private long _sent;
    private bool _infrequentAccess = request.StorageClass == R2StorageClass.StandardInfrequentAccess;

    public S3Request Request => request;

    public int Attempt { get; private set; }

    /// <summary>Tells a time-out of the attempt under way from the caller's cancellation.</summary>
    public IdleWatch? Watch { get; set; }

    public static RequestMeasure? Of(HttpRequestMessage message) => message.Options.TryGetValue(s_key, out RequestMeasure? measure) ? measure : null;

    public void Attach(HttpRequestMessage message) => message.Options.Set(s_key, this);

    public void Begin()
    {
        if (_isPart)
        {
            telemetry.Part(PartStatus.Started);
        }
    }

    /// <summary>The last answer's headers have come.</summary>
    public string? Answered(HttpResponseMessage answer, TimeSpan duration)
    {
        string? error = ErrorTypes.Of(answer.StatusCode);
        End(((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture), duration, error);
        return error;
    }

    /// <summary>No answer came, or one that what stands inside has made an exception of.</summary>
    /// <returns>Kind of error; null where it was the caller who ended it.</returns>
    public string? Failed(Exception exception, TimeSpan duration)
    {
        string? error = ErrorOf(exception);
        string status = exception is R2Exception { StatusCode: { } code } ? ((int)code).ToString(CultureInfo.InvariantCulture) : error is null ? "cancelled" : "none";
        End(status, duration, error);
        return error;
    }

    /// <summary>The answer said 200, and its body broke off.</summary>
    public void FailedAfterAnswer(R2Exception exception) =>
        telemetry.Failed(request.Operation, ErrorTypes.Of(exception));

    public void BeginAttempt(HttpRequestMessage message)
    {
        Attempt = RequestTraits.Of(message).Attempts;
        _sent = 0;
    }

    public void AttemptAnswered(HttpRequestMessage message, HttpResponseMessage answer, TimeSpan duration)
    {
        _infrequentAccess |= request.Key is not null && S3Response.Header(answer, StorageClassHeader) == R2StorageClass.StandardInfrequentAccess;
        telemetry.Answered(request.Operation, (int)answer.StatusCode, _infrequentAccess);
        observer?.Invoke(R2RequestReport.Of(this, message, duration, _sent) with
        {
            StatusCode = answer.StatusCode,
            BytesReceived = request.IsHead ? 0 : answer.Content.Headers.ContentLength ?? 0,
            RequestId = S3Response.RequestIdOf(answer),
            ErrorType = ErrorTypes.Of(answer.StatusCode),
            ResponseHeaders = HeaderText.Of(answer.Headers, answer.Content.Headers),
        });
    }

    public void AttemptFailed(HttpRequestMessage message, Exception exception, TimeSpan duration) => observer?.Invoke(
        R2RequestReport.Of(this, message, duration, _sent) with { ErrorType = ErrorOf(exception) ?? "cancelled" });

    /// <summary>Some of the body has been handed to the connection.</summary>
    public void Sent(int bytes)
    {
        _sent += bytes;
        telemetry.Moved(request.Operation, Upload, bytes);
    }

    /// <summary>Some of the answer's body has been read.</summary>
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

    private void End(string status, TimeSpan duration, string? error)
    {
        telemetry.Ended(request.Operation, status, duration);
        if (error is not null)
        {
            telemetry.Failed(request.Operation, error);
        }

        if (_isPart)
        {
            telemetry.Part(error is not null ? PartStatus.Failed : status == "cancelled" ? PartStatus.Aborted : PartStatus.Completed);
        }
    }
}
