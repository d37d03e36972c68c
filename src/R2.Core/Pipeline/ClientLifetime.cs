namespace R2.Pipeline;

/// <summary>
/// The end of a client: its requests and transfers are cancelled at once, and its connections are freed when the last transfer has cleaned up behind it. An unfinished
/// upload is aborted by then, and not left at the server.
/// </summary>
/// <param name="connections">What is freed in the end.</param>
/// <param name="closed">Says, with a cause or without, that the client is closed.</param>
internal sealed class ClientLifetime(IDisposable connections, Func<Exception?, R2Exception> closed) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _lock = new();
    private int _transfers;
    private bool _closed;

    /// <summary>Cancelled when the end begins.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Done when every transfer has ended and the connections are freed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Runs a transfer. It keeps the connections until it has ended, and is cancelled when the client is closed.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> transfer, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Closing);
            return await transfer(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (Ends(e, cancellationToken))
        {
            throw closed(e);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Whether an exception only means that the client was closed: it is then told by <see cref="Because"/>.</summary>
    public bool Ends(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException or ObjectDisposedException && _closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

    /// <summary>What is thrown where the client was closed.</summary>
    public R2Exception Because(Exception cause) => closed(cause);

    /// <summary>Begins the end. May be called more than once.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            _transfers++;
        }

        _closing.Cancel();
        Leave();
    }

    private void Enter()
    {
        lock (_lock)
        {
            _transfers += _closed ? throw closed(null) : 1;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_transfers > 0 || !_closed)
            {
                return;
            }
        }

        connections.Dispose();
        _ended.TrySetResult();
    }
}
