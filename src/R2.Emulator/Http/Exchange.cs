using R2.Emulator.Http.Messages;

namespace R2.Emulator.Http;

/// <summary>An answer on its way, and what is to be done once it is out.</summary>
internal sealed class Exchange : IAsyncDisposable
{
    private readonly Action<long>? _completed;

    public Exchange(HttpReply reply, Action<long>? completed = null)
    {
        Reply = reply;
        _completed = completed;
    }

    public HttpReply Reply { get; }

    /// <summary>Tells how many bytes of the body went out.</summary>
    public void Complete(long bytesSent) => _completed?.Invoke(bytesSent);

    public ValueTask DisposeAsync() => Reply.Body?.DisposeAsync() ?? ValueTask.CompletedTask;
}
