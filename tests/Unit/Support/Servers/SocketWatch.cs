using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace R2.Unit.Support;

/// <summary>Notes every connection that is begun, and every name that is asked for, in the flow that made the watch: other tests have their own.</summary>
internal sealed class SocketWatch : EventListener
{
    // Static and named for each watch: events arrive before this instance's own fields are set.
    private static readonly AsyncLocal<SocketWatch?> s_ofFlow = new();

    private readonly ConcurrentQueue<string> _seen = new();

    public SocketWatch() => s_ofFlow.Value = this;

    public IReadOnlyCollection<string> Seen => _seen;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (s_ofFlow.Value == this && eventData.EventName is "ConnectStart" or "ResolutionStart")
        {
            _seen.Enqueue($"{eventData.EventName} {string.Join(' ', eventData.Payload ?? (IEnumerable<object?>)[])}");
        }
    }
}
