using System.Net;
using R2.Errors;

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

    /// <summary>Errors of this side, and requests that it refused to send.</summary>
    public const string Client = "client";

    public static IReadOnlyList<string> All { get; } = [Auth, Client, Network, NotFound, Precondition, Server, Throttled, Timeout];

    /// <summary>Label of a response by its status; null for a success.</summary>
    public static string? Of(HttpStatusCode status) => (int)status is >= 200 and < 300 ? null : Of(ErrorCatalogue.KindOf(status));

    /// <summary>Label of an exception: of the first error of this library in its chain.</summary>
    public static string Of(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case R2Exception known:
                    return Of(ErrorCatalogue.KindOf(known));
                case TimeoutException:
                    return Timeout;
            }
        }

        return exception is HttpRequestException or IOException ? Network : Client;
    }

    /// <summary>Label of a kind of error.</summary>
    public static string Of(R2ErrorKind kind) => kind switch
    {
        R2ErrorKind.Unauthenticated or R2ErrorKind.Denied => Auth,
        R2ErrorKind.NotFound => NotFound,
        R2ErrorKind.Precondition => Precondition,
        R2ErrorKind.Throttled => Throttled,
        R2ErrorKind.Server or R2ErrorKind.InvalidResponse => Server,
        R2ErrorKind.Network => Network,
        R2ErrorKind.Timeout => Timeout,
        _ => Client,
    };
}
