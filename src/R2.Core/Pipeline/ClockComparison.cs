using R2.Errors;

namespace R2.Pipeline;

/// <summary>
/// Asks the endpoint for the time, where no response has told it yet. Requests need no such thing, since one that is refused for its date is signed anew; a URL that somebody
/// else sends is not. Any answer has a date, that to an unsigned request too, which costs nothing.
/// </summary>
internal sealed class ClockComparison(R2ClientOptions options, Uri endpoint, ServerClock clock)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private Task<bool>? _asking;

    /// <returns>Whether the clock is compared now. In a recording and in a replay it counts as compared: nothing is asked there that the commands do not ask.</returns>
    public Task<bool> RunAsync()
    {
        if (clock.IsCompared || options.Simulation is not null)
        {
            return Task.FromResult(true);
        }

        lock (_gate)
        {
            return _asking = _asking is null or { IsCompleted: true } ? AskAsync() : _asking;
        }
    }

    private async Task<bool> AskAsync()
    {
        using HttpMessageInvoker http = new(options.Transport ?? options.CreateTransport(), disposeHandler: options.Transport is null);
        using HttpRequestMessage request = new(HttpMethod.Head, endpoint);
        using CancellationTokenSource limit = new(options.Timeout < s_patience ? options.Timeout : s_patience, options.TimeProvider);
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
            clock.Observe(answer.Headers.Date);
        }
        catch (Exception e) when (TransportErrors.IsTransport(e) || e is OperationCanceledException)
        {
            // Nobody answers: who presigns may be without a network, and the URL may still be good.
        }

        return clock.IsCompared;
    }
}
