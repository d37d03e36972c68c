using System.Diagnostics;

namespace R2.Diagnostics;

/// <summary>
/// Reports each attempt, and counts what it costs. Stands inside what repeats and outside what signs: when the answer is there, the message has the headers
/// that were sent.
/// </summary>
internal sealed class AttemptHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        RequestMeasure.Of(request) is { } measure ? ReportAsync(measure, request, cancellationToken) : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> ReportAsync(RequestMeasure measure, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        measure.BeginAttempt(request);
        long started = Stopwatch.GetTimestamp();
        try
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            measure.AttemptAnswered(request, answer, Stopwatch.GetElapsedTime(started));
            return answer;
        }
        catch (Exception e)
        {
            measure.AttemptFailed(request, e, Stopwatch.GetElapsedTime(started));
            throw;
        }
    }
}
