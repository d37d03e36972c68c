using System.Net;

namespace R2.Diagnostics;

/// <summary>Values of the label <c>error_type</c> of <see cref="R2MetricNames.Errors"/>.</summary>
internal static class ErrorTypes
{
    public const string Auth = "auth";

    public const string NotFound = "not_found";

    public const string Precondition = "precondition";

    public const string Throttled = "throttled";

    public const string Server = "server";

    public const string Network = "network";

    public const string Timeout = "timeout";

    /// <summary>What this side is to blame for, or refused to send.</summary>
    public const string Client = "client";

    public static IReadOnlyList<string> All { get; } = [Auth, Client, Network, NotFound, Precondition, Server, Throttled, Timeout];

    /// <summary>Kind of error that a status means; null for a success.</summary>
    public static string? Of(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        304 or 412 => Precondition,
        401 or 403 => Auth,
        404 => NotFound,
        408 => Timeout,
        429 or 503 => Throttled,
        501 => Client,
        >= 500 => Server,
        _ => Client,
    };

    /// <summary>Kind of error where no answer came.</summary>
    public static string Of(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case R2Exception { StatusCode: { } status } when Of(status) is { } kind:
                    return kind;
                case R2Exception known:
                    return OfCode(known.Code);
                case TimeoutException:
                    return Timeout;
            }
        }

        return exception is HttpRequestException or IOException ? Network : Client;
    }

    /// <summary>For errors that come under a status of 200, break off an answer, or are our own, as a source that changed under its upload.</summary>
    private static string OfCode(string code) => code switch
    {
        R2ErrorCodes.ConnectionFailed or R2ErrorCodes.TlsFailed => Network,
        R2ErrorCodes.Timeout => Timeout,
        "TooManyRequests" or "ServiceUnavailable" or "SlowDown" => Throttled,
        "InternalError" or R2ErrorCodes.InvalidResponse => Server,
        "PreconditionFailed" => Precondition,
        "AccessDenied" => Auth,
        "NoSuchKey" or "NoSuchBucket" or "NoSuchUpload" => NotFound,
        _ => Client,
    };
}
