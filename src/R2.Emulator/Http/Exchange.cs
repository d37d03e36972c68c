using R2.Emulator.Http.Messages;

namespace R2.Emulator.Http;

/// <summary>A response, and what to do after it has been sent.</summary>
internal sealed class Exchange : IAsyncDisposable
{
    private readonly Action<long>? _completed;

    public Exchange(HttpReply reply, Action<long>? completed = null)
    {
        Reply = reply;
        _completed = completed;
    }

    public HttpReply Reply { get; }

    /// <summary>Reports how many bytes of the body were sent.</summary>
    public void Complete(long bytesSent) => _completed?.Invoke(bytesSent);

    public ValueTask DisposeAsync() => Reply.Body?.DisposeAsync() ?? ValueTask.CompletedTask;
}
