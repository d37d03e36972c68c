using System.Net;

namespace R2.Retry;

/// <summary>The one place that says what a failed attempt means. https://developers.cloudflare.com/r2/api/error-codes/</summary>
internal static class FailureClassifier
{
    public static Failure Classify(Exception exception)
    {
        if (exception is not R2Exception e || !(e.IsRetryable || IsDamaged(e)))
        {
            return Failure.Final;
        }

        bool throttled = e.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable || e.Code is "SlowDown" or "TooManyRequests" or "ServiceUnavailable";
        bool network = e.Code is R2ErrorCodes.ConnectionFailed;
        bool improper = e.Code is R2ErrorCodes.InvalidResponse;
        bool late = e.Code is R2ErrorCodes.Timeout;
        bool server = (int?)e.StatusCode >= 500 || e.Code is "InternalError";
        return new Failure
        {
            IsTransient = true,
            // What answered is unknown, so it is unknown what was done.
            MayHaveHappened = late || improper || (network && !NeverLeft(e)) || (server && !throttled),
            IsOnce = improper,
            IsOutage = network || late || server,
            IsOverload = throttled,
            IsHotKey = e.StatusCode is HttpStatusCode.TooManyRequests,
            RetryAfter = e.RetryAfter,
            ErrorType = throttled ? "throttled" : network ? "network" : late ? "timeout" : server ? "server" : "client",
        };
    }

    /// <summary>A wrong digest is no fault of the source: the bytes changed on the way, nothing was stored, and sending them again mends it.</summary>
    public static bool IsDamaged(R2Exception exception) => exception.Code is "BadDigest" or "XAmzContentSHA256Mismatch";

    /// <summary>Without a connection nothing can have arrived.</summary>
    private static bool NeverLeft(R2Exception exception) => exception.InnerException is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
