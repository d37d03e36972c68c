using System.Net;

namespace R2.Retry;

/// <summary>The one place that says what a failed attempt means for the next one; what the error itself means says <see cref="R2Exception.Kind"/>.</summary>
internal static class FailureClassifier
{
    public static Failure Classify(Exception exception)
    {
        if (exception is not R2Exception e || !(e.IsRetryable || IsDamaged(e)))
        {
            return Failure.Final;
        }

        R2ErrorKind kind = e.Kind;
        // A server that says 408 has not got the request, and is up.
        bool late = kind is R2ErrorKind.Timeout && e.StatusCode is null;
        return new Failure
        {
            IsTransient = true,
            // What answered is unknown, so it is unknown what was done.
            MayHaveHappened = late || kind is R2ErrorKind.InvalidResponse or R2ErrorKind.Server || (kind is R2ErrorKind.Network && !NeverLeft(e)),
            IsOnce = kind is R2ErrorKind.InvalidResponse,
            IsOutage = late || kind is R2ErrorKind.Network or R2ErrorKind.Server || (int?)e.StatusCode >= 500,
            IsOverload = kind is R2ErrorKind.Throttled,
            IsHotKey = e.StatusCode is HttpStatusCode.TooManyRequests,
            RetryAfter = e.RetryAfter,
        };
    }

    /// <summary>A wrong digest is no fault of the source: the bytes changed on the way, nothing was stored, and sending them again mends it.</summary>
    public static bool IsDamaged(R2Exception exception) => exception.Kind is R2ErrorKind.Damaged;

    /// <summary>Without a connection nothing can have arrived.</summary>
    private static bool NeverLeft(R2Exception exception) => exception.InnerException is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
