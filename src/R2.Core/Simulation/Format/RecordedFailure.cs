using R2.Errors;
using R2.Simulation.Matching;

namespace R2.Simulation.Format;

/// <summary>How a request ended without a response.</summary>
/// <param name="Kind">Name of an <see cref="HttpRequestError"/>, or <see cref="RecordingFormat.Canceled"/>.</param>
/// <param name="Message">The system's own message.</param>
internal sealed record RecordedFailure(string Kind, string Message)
{
    /// <summary>The failure of a request; null where it never was the server's or the network's, such as a file that changed while it was sent.</summary>
    public static RecordedFailure? Of(Exception exception, Redactor redactor)
    {
        Exception cause = exception.GetBaseException();
        return exception is OperationCanceledException ? new(RecordingFormat.Canceled, "")
            : cause is R2Exception ? null
            : new(((exception as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown).ToString(), redactor.Text(SystemMessages.Clean(cause.Message)));
    }

    public HttpRequestException ToException() =>
        new(Enum.TryParse(Kind, out HttpRequestError error) ? error : HttpRequestError.Unknown, Message);
}
