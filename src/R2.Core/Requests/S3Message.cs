namespace R2.Requests;

/// <summary>The message of a request, which says when its response has ended and its connection is free: SocketsHttpHandler tells nobody.</summary>
internal sealed class S3Message(HttpMethod method, Uri uri) : HttpRequestMessage(method, uri)
{
    private Action? _ended;

    /// <summary>Called once, when the response has been disposed of, or when there is none.</summary>
    public Action? Ended
    {
        set => _ended = value;
    }

    public void End() => Interlocked.Exchange(ref _ended, null)?.Invoke();
}
