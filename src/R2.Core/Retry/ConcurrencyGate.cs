namespace R2.Retry;

/// <summary>Lets as many requests through at once as an <see cref="AdaptiveLimit"/> allows; the others wait their turn.</summary>
internal sealed class ConcurrencyGate(AdaptiveLimit limit)
{
    private readonly object _lock = new();
    private readonly Queue<TaskCompletionSource<long>> _waiting = new();
    private int _inFlight;

    /// <returns>The generation of the limit, to be handed back with <see cref="Leave"/>.</returns>
    public ValueTask<long> EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<long> turn;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _inFlight < limit.Places)
            {
                _inFlight++;
                return new ValueTask<long>(limit.Generation);
            }

            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        return WaitAsync(turn, cancellationToken);
    }

    /// <summary>Begins with more.</summary>
    public void Expect(int atOnce)
    {
        lock (_lock)
        {
            limit.Expect(atOnce);
        }
    }

    /// <summary>A request is over.</summary>
    public void Leave(long generation, bool succeeded, bool overload, double? milliseconds)
    {
        lock (_lock)
        {
            if (overload)
            {
                limit.Refused(generation);
            }
            else if (succeeded)
            {
                limit.Succeeded(_inFlight, generation, milliseconds);
            }

            _inFlight--;
            while (_inFlight < limit.Places && _waiting.TryDequeue(out TaskCompletionSource<long>? next))
            {
                // Who was cancelled meanwhile takes no place.
                _inFlight += next.TrySetResult(limit.Generation) ? 1 : 0;
            }
        }
    }

    private static async ValueTask<long> WaitAsync(TaskCompletionSource<long> turn, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (turn, cancellation) => ((TaskCompletionSource<long>)turn!).TrySetCanceled(cancellation), turn);
        return await turn.Task.ConfigureAwait(false);
    }
}
