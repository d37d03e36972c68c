namespace R2.Unit.Support;

/// <summary>Holds back the first answer to a request until the test lets it through, as a slow network would.</summary>
internal sealed class GatedTransport(Func<HttpRequestMessage, bool> held) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the server has answered.</summary>
    public Task Reached => _reached.Task;

    public void Open() => _opened.SetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (held(request) && _reached.TrySetResult())
        {
            await _opened.Task.WaitAsync(cancellationToken);
        }

        return answer;
    }
}
