using System.Diagnostics;
using R2.Diagnostics.Tracing;
using R2.Http;

namespace R2.Diagnostics;

/// <summary>Measures each operation as its caller sees it, repeats included. Outermost in the chain; steps aside where nobody listens.</summary>
internal sealed class MetricsHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        RequestMeasure.Of(request) is { } measure ? MeasureAsync(measure, request, cancellationToken) : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> MeasureAsync(RequestMeasure measure, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        Activity? activity = RequestActivity.Start(measure.Request, request);
        HttpResponseMessage? answer = null;
        string? error = null;
        R2Exception? refusal = null;
        measure.Begin();
        try
        {
            answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            error = measure.Answered(answer, Stopwatch.GetElapsedTime(started));
            return answer;
        }
        catch (Exception e)
        {
            refusal = e as R2Exception;
            error = measure.Failed(e, Stopwatch.GetElapsedTime(started));
            throw;
        }
        finally
        {
            RequestActivity.End(activity, answer?.StatusCode ?? refusal?.StatusCode, answer is null ? refusal?.RequestId : S3Response.RequestIdOf(answer), error, measure.Attempt);
        }
    }
}
