namespace R2.Credentials;

/// <summary>
/// The credential that a client signs with, renewed where its source is known: before it ends, and when the server refuses it. However many requests
/// ask for a newer one at once, its source is asked once.
/// </summary>
internal sealed class CurrentCredential
{
    /// <summary>A source that has nothing newer is left alone for a while: a thousand refused requests are no reason for a thousand looks into a vault.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestMargin = TimeSpan.FromMinutes(5);

    private readonly object _gate = new();
    private readonly Func<CancellationToken, ValueTask<R2Credential>>? _renew;
    private readonly TimeProvider _time;
    private Known _known;
    private Task<R2Credential>? _renewal;
    private DateTimeOffset _pauseUntil;

    public CurrentCredential(R2ClientOptions options)
    {
        (_renew, _time) = (options.RenewCredential, options.TimeProvider);
        _known = new Known(options.Credential, DueOf(options.Credential));
    }

    /// <summary>The credential of now, whatever its age.</summary>
    public R2Credential Value => Volatile.Read(ref _known).Credential;

    public bool CanRenew => _renew is not null;

    /// <summary>The credential to sign with, renewed where it is about to end.</summary>
    public ValueTask<R2Credential> GetAsync(CancellationToken cancellationToken)
    {
        Known known = Volatile.Read(ref _known);
        return _renew is null || known.Due is null || _time.GetUtcNow() < known.Due ? new(known.Credential) : new(RenewDueAsync(known.Credential, cancellationToken));
    }

    /// <summary>A newer credential than the one that the server refused, or that one where there is none.</summary>
    /// <exception cref="R2Exception">The source failed.</exception>
    public async Task<R2Credential> RenewAsync(R2Credential refused, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource<R2Credential>? mine = null;
            Task<R2Credential> renewal;
            lock (_gate)
            {
                if (!ReferenceEquals(_known.Credential, refused) || (_renewal is null && _time.GetUtcNow() < _pauseUntil))
                {
                    return _known.Credential;
                }

                _renewal ??= (mine = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                renewal = _renewal;
            }

            if (mine is not null)
            {
                await AskAsync(mine, refused, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                return await renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever asked for all of us was stopped: somebody else asks.
            }
        }
    }

    private async Task<R2Credential> RenewDueAsync(R2Credential ending, CancellationToken cancellationToken)
    {
        try
        {
            return await RenewAsync(ending, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception) when (ending.Expires > _time.GetUtcNow())
        {
            // It is still good: what keeps its source from answering may have passed by its end.
            return ending;
        }
    }

    private async Task AskAsync(TaskCompletionSource<R2Credential> result, R2Credential old, CancellationToken cancellationToken)
    {
        R2Credential? answer = null;
        Exception? failure = null;
        try
        {
            answer = await _renew!(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }

        lock (_gate)
        {
            _renewal = null;
            // The old object stays for an equal one, so that who was refused with it sees that nothing has changed.
            bool isNewer = answer is not null && !answer.Matches(old);
            Volatile.Write(ref _known, isNewer ? new Known(answer!, DueOf(answer!)) : _known);
            _pauseUntil = isNewer || failure is OperationCanceledException ? default : _time.GetUtcNow() + s_pause;
        }

        Complete(result, failure);
    }

    private void Complete(TaskCompletionSource<R2Credential> result, Exception? failure)
    {
        switch (failure)
        {
            case null:
                result.SetResult(Value);
                break;
            case OperationCanceledException:
                result.SetCanceled();
                break;
            case R2Exception:
                result.SetException(failure);
                break;
            default:
                result.SetException(new R2Exception(R2ErrorCodes.CredentialRenewalFailed, $"A newer credential could not be had: {failure.Message}", failure));
                break;
        }
    }

    /// <summary>When to renew: a fifth of its life before its end, and five minutes at most.</summary>
    private DateTimeOffset? DueOf(R2Credential credential)
    {
        if (credential.Expires is not { } end)
        {
            return null;
        }

        TimeSpan margin = (end - _time.GetUtcNow()) / 5;
        return end - (margin < s_longestMargin ? margin : s_longestMargin);
    }

    private sealed record Known(R2Credential Credential, DateTimeOffset? Due);
}
