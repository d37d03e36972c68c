using System.Net.Sockets;
using System.Security.Authentication;
using R2.Requests;
using R2.Retry;

namespace R2.Errors;

/// <summary>Turns what the transport throws into the library's one exception.</summary>
internal static class TransportErrors
{
    public static bool IsTransport(Exception exception) => exception is HttpRequestException or IOException or SocketException or AuthenticationException;

    public static R2Exception From(Exception exception, S3Request request, Uri endpoint)
    {
        // A source that changed under the upload is reported by the body and comes wrapped.
        if (Find<R2Exception>(exception) is { } known)
        {
            return new R2Exception(known.Code, known.Message, exception) { Operation = request.Operation, BucketName = request.Bucket, Key = request.Key, Attempts = 1 };
        }

        bool tls = Find<AuthenticationException>(exception) is not null || exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };
        string message = tls && endpoint.Scheme == "https"
            ? $"No TLS connection to {endpoint.Host}:{endpoint.Port} could be made: {SystemMessages.Cause(exception)}"
            : $"The connection to {endpoint.Host}:{endpoint.Port} failed: {Cause(exception)}";
        return new R2Exception(tls ? R2ErrorCodes.TlsFailed : R2ErrorCodes.ConnectionFailed, message, SystemMessages.Clean(exception))
        {
            Operation = request.Operation,
            BucketName = request.Bucket,
            Key = request.Key,
            Attempts = 1,
            IsRetryable = !tls,
        };
    }

    public static R2Exception Idle(S3Request request, Uri endpoint, TimeSpan timeout, Exception cause) => new(
        R2ErrorCodes.Timeout,
        $"Nothing moved between here and {endpoint.Host}:{endpoint.Port} for {timeout.TotalSeconds:0.#} s.",
        SystemMessages.Clean(cause))
    {
        Operation = request.Operation,
        BucketName = request.Bucket,
        Key = request.Key,
        Attempts = 1,
        IsRetryable = true,
    };

    public static R2Exception Open(CircuitOpenException exception, S3Request request, DateTimeOffset now) => new(
        R2ErrorCodes.CircuitOpen,
        $"Requests to {(request.Bucket is null ? "this account" : $"the bucket '{request.Bucket}'")} failed again and again, so this one was not sent. "
        + $"The next try will be made from {now + exception.RetryAfter:HH:mm:ss} UTC, in {Math.Ceiling(exception.RetryAfter.TotalSeconds):0} s."
        + (exception.InnerException is { } last ? $" The last failure: {last.Message}" : ""),
        exception.InnerException ?? exception)
    {
        Operation = request.Operation,
        BucketName = request.Bucket,
        Key = request.Key,
        RetryAfter = exception.RetryAfter,
    };

    public static R2Exception TotalTimeout(TimeSpan timeout, S3Request request, Exception cause) => new(
        R2ErrorCodes.Timeout, $"The request was not done within {timeout.TotalSeconds:0.#} s, all attempts together.", cause)
    {
        Operation = request.Operation,
        BucketName = request.Bucket,
        Key = request.Key,
    };

    /// <summary>What the system says of a name would pass for anything: "Resource temporarily unavailable" where no name server answers. The name may be that of a proxy.</summary>
    private static string Cause(Exception exception) => exception is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
        ? $"the name could not be resolved ({(Find<SocketException>(exception)?.SocketErrorCode == SocketError.TryAgain ? "no name server answered" : SystemMessages.Cause(exception))})."
        : SystemMessages.Cause(exception);

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }
}
