using R2.Retry;

namespace R2.Transfer;

/// <summary>
/// Repeats the requests of one transfer, which is why the client does not: a transfer knows what a lost answer may have left behind, and looks.
/// Waits grow as everywhere; one budget holds for all requests of the transfer.
/// </summary>
internal sealed class Retrier(TransferOptions options, R2Client client)
{
    private readonly RetryBudget _budget = new(Math.Max(1, options.MaxAttempts - 1) * TransferDefaults.BudgetPerAttempt);

    /// <param name="action">What to do; it gets the number of the attempt, from 1.</param>
    /// <param name="count">Called before each attempt after the first.</param>
    /// <param name="cancellationToken">Cancels, also during a wait.</param>
    public async Task<T> RunAsync<T>(Func<int, CancellationToken, Task<T>> action, Action count, CancellationToken cancellationToken)
    {
        TimeSpan delay = TimeSpan.Zero;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                T result = await action(attempt, cancellationToken).ConfigureAwait(false);
                _budget.Earn();
                return result;
            }
            catch (R2Exception e) when (MayRepeat(e, attempt))
            {
                delay = Next(delay, e, attempt);
            }
            catch (R2Exception e)
            {
                e.Tried(e.Code == R2ErrorCodes.CircuitOpen ? attempt - 1 : attempt);
                throw;
            }

            await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            count();
        }
    }

    /// <summary>Whether to try again after the given number of attempts; takes from the budget.</summary>
    public bool MayRepeat(R2Exception exception, int attempts) =>
        FailureClassifier.Classify(exception) is { IsTransient: true } failure && failure.Allows(attempts, options.MaxAttempts) && _budget.TryTake();

    /// <summary>The wait after <paramref name="previous"/>; tells whoever counts.</summary>
    public TimeSpan Next(TimeSpan previous, R2Exception exception, int attempts)
    {
        client.Options.OnRetry?.Invoke(exception.Operation ?? "", attempts, FailureClassifier.Classify(exception).ErrorType ?? "");
        return Backoff.Next(previous, exception.RetryAfter, options.BaseDelay, options.MaxDelay, client.Options.Random());
    }

    /// <summary>A stretch of a body went well.</summary>
    public void Earn() => _budget.Earn();
}
