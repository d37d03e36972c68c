namespace R2.Unit.Model;

/// <summary>The way to the server, on which something happens before the request of a number. Removals pass: R2 knows no condition for them, and says so.</summary>
internal sealed class TroubledTransport : DelegatingHandler
{
    private readonly Lock _gate = new();
    private int _left;
    private Func<Task>? _trouble;

    public TroubledTransport()
        : base(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
    }

    /// <summary>Whether it has happened.</summary>
    public bool HasHappened { get; private set; }

    public void Arm(int atRequest, Func<Task>? trouble)
    {
        lock (_gate)
        {
            (_left, _trouble, HasHappened) = (atRequest, trouble, false);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Delete && Due() is { } trouble)
        {
            await trouble();
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private Func<Task>? Due()
    {
        lock (_gate)
        {
            if (_trouble is null || --_left > 0)
            {
                return null;
            }

            Func<Task> due = _trouble;
            (_trouble, HasHappened) = (null, true);
            return due;
        }
    }
}
