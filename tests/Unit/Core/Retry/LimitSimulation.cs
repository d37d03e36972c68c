using R2.Emulator.Rates;
using R2.Retry;

namespace R2.Unit.Core.Retry;

/// <summary>
/// Clients before a server with a rate limit, event by event, without a thread or a wait: what a fixed number of requests at once makes of it, and what an adaptive one does.
/// A refused request is sent again after the same waits as in earnest. The limit is the emulator's own.
/// </summary>
internal sealed class LimitSimulation(double rate, int seed)
{
    private static readonly R2RetryOptions s_retry = new();

    private readonly Random _random = new(seed);
    private readonly PriorityQueue<Action, (double Time, long Order)> _events = new();
    private readonly TokenBucket _server = new(rate, DateTimeOffset.UnixEpoch);
    private readonly Queue<TimeSpan> _ready = new();
    private double _now;
    private long _order;
    private int _inFlight;

    public long Succeeded { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Share of the limit that was put to use.</summary>
    public double Goodput { get; private set; }

    /// <summary>Share of the requests that were refused.</summary>
    public double RefusedShare => (double)Refused / (Succeeded + Refused);

    /// <param name="seconds">How long.</param>
    /// <param name="workers">Requests that want to be sent at once.</param>
    /// <param name="limit">How many may be; null for all.</param>
    public LimitSimulation Run(double seconds, int workers, AdaptiveLimit? limit)
    {
        for (int i = 0; i < workers; i++)
        {
            _ready.Enqueue(TimeSpan.Zero);
        }

        Admit(limit);
        while (_events.TryDequeue(out Action? happens, out (double Time, long Order) at) && at.Time <= seconds)
        {
            _now = at.Time;
            happens();
            Admit(limit);
        }

        Goodput = Succeeded / (rate * seconds);
        return this;
    }

    private void Admit(AdaptiveLimit? limit)
    {
        while (_ready.Count > 0 && (limit is null || _inFlight < limit.Places))
        {
            Send(_ready.Dequeue(), limit);
        }
    }

    private void Send(TimeSpan delay, AdaptiveLimit? limit)
    {
        _inFlight++;
        long generation = limit?.Generation ?? 0;
        bool taken = _server.TryTake(DateTimeOffset.UnixEpoch.AddSeconds(_now));

        // A refusal is quicker than an answer, which is what makes haste worse.
        double latency = taken ? 0.015 + (0.01 * _random.NextDouble()) : 0.005;
        At(latency, () =>
        {
            if (taken)
            {
                Succeeded++;
                limit?.Succeeded(_inFlight, generation, latency * 1000);
                _inFlight--;
                _ready.Enqueue(TimeSpan.Zero);
                return;
            }

            Refused++;
            limit?.Refused(generation);
            _inFlight--;
            TimeSpan wait = Backoff.Next(delay, null, s_retry.BaseDelay, s_retry.MaxDelay, _random.NextDouble());
            At(wait.TotalSeconds, () => _ready.Enqueue(wait));
        });
    }

    private void At(double after, Action happens) => _events.Enqueue(happens, (_now + after, _order++));
}
