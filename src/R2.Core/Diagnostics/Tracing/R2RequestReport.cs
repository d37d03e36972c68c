using System.Globalization;
using System.Net;
using System.Text;
using R2.Diagnostics;
using R2.Diagnostics.Tracing;
using R2.Requests;

namespace R2;

/// <summary>One attempt of a request, for people who look at what is sent. It holds no secret: headers and query are redacted.</summary>
public sealed record R2RequestReport
{
    /// <summary>S3 operation, for example <c>PutObject</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Bucket and key; empty for operations of the account.</summary>
    public required string Address { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Target as it was sent.</summary>
    public required string Url { get; init; }

    /// <summary>Status of the response; null where none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Kind of error, as in <see cref="R2MetricNames.Errors"/>, or <c>cancelled</c>; null for a success.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Bytes of the body that were sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes of the response's body, as announced; they are still to be read.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Time to the response's headers.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Number of the attempt, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The server's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>Headers that were sent, a line each, without secrets.</summary>
    public IReadOnlyList<string> RequestHeaders { get; init; } = [];

    /// <summary>Headers of the response, a line each, without secrets.</summary>
    public IReadOnlyList<string> ResponseHeaders { get; init; } = [];

    /// <summary>All but the headers, in one line.</summary>
    public override string ToString()
    {
        string outcome = StatusCode is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : ErrorType ?? "no answer";
        string subject = Address.Length == 0 ? Operation : $"{Operation} {OneLine(Address)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{subject}: {outcome}, {BytesSent} bytes sent, {BytesReceived} bytes received, {Duration.TotalMilliseconds:0} ms, attempt {Attempt}, request id {RequestId ?? "none"}");
    }

    internal static R2RequestReport Of(RequestTelemetry telemetry, HttpRequestMessage message, TimeSpan duration, long sent)
    {
        S3Request request = telemetry.Request;
        return new()
        {
            Operation = request.Operation,
            Address = request.Key is null ? request.Bucket ?? "" : $"{request.Bucket}/{request.Key}",
            Method = message.Method.Method,
            Url = HeaderText.WithoutSecrets(message.RequestUri!),
            BytesSent = sent,
            Duration = duration,
            Attempt = telemetry.Attempt,
            RequestHeaders = HeaderText.Of(message.Headers, message.Content?.Headers),
        };
    }

    /// <summary>Keys may hold line breaks and escape sequences, which would forge lines or move the cursor.</summary>
    private static string OneLine(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (char character in text)
        {
            _ = char.IsControl(character) ? line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}") : line.Append(character);
        }

        return line.ToString();
    }
}
