using System.Globalization;
using R2.Emulator.Http;
using R2.Emulator.Http.Messages;

namespace R2.Emulator.Faults;

/// <summary>The faults of one request, applied at the right stage of processing.</summary>
internal sealed class FaultPlan
{
    /// <summary>Message of every error response that a fault makes.</summary>
    public const string Message = "Injected by the emulator.";

    private readonly IReadOnlyList<Fault> _faults;
    private readonly TimeProvider _time;
    private readonly Func<int, string, HttpReply> _refuse;

    /// <param name="faults">The faults.</param>
    /// <param name="time">The clock to wait by.</param>
    /// <param name="refuse">Makes an error response of status and name.</param>
    public FaultPlan(IReadOnlyList<Fault> faults, TimeProvider time, Func<int, string, HttpReply> refuse)
    {
        _faults = faults;
        _time = time;
        _refuse = refuse;
    }

    public TimeSpan ClockOffset => _faults.Where(fault => fault.Kind == FaultKind.ClockOffset)
        .Aggregate(TimeSpan.Zero, (sum, fault) => sum + fault.Duration);

    /// <summary>Applies faults before the operation; a reply takes its place.</summary>
    public async Task<HttpReply?> BeforeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        foreach (Fault fault in _faults)
        {
            switch (fault.Kind)
            {
                case FaultKind.Delay:
                    await Task.Delay(fault.Duration, _time, cancellationToken).ConfigureAwait(false);
                    break;
                case FaultKind.DropBeforeHeaders:
                    throw new ConnectionDroppedException("A fault broke the connection.");
                case FaultKind.Status:
                    return _refuse(fault.StatusCode, fault.Code!)
                        .With("Retry-After", fault.RetryAfter?.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture));
                case FaultKind.ErrorIn200:
                    return _refuse(200, fault.Code!);
                case FaultKind.DropRequestBody or FaultKind.CorruptRequestByte or FaultKind.Throttle:
                    request.Body = new FaultyStream(request.Body, fault, request, _time);
                    break;
            }
        }

        return null;
    }

    /// <summary>Applies faults after the operation, before the response is sent.</summary>
    public async Task AfterAsync(HttpRequest request, HttpReply reply, CancellationToken cancellationToken)
    {
        foreach (Fault fault in _faults)
        {
            switch (fault.Kind)
            {
                case FaultKind.DropReply or FaultKind.DropRequestBody:
                    throw new ConnectionDroppedException("A fault loses the answer.");
                case FaultKind.DropResponseBody or FaultKind.Stall when HasNoBody(request, reply):
                    await NeverAnswerAsync(fault, request, cancellationToken).ConfigureAwait(false);
                    break;
                case FaultKind.DropResponseBody or FaultKind.CorruptResponseByte or FaultKind.Throttle or FaultKind.Stall:
                    Wrap(request, reply, fault);
                    break;
            }
        }
    }

    private static bool HasNoBody(HttpRequest request, HttpReply reply) =>
        request.Method == "HEAD" || reply.Status is 204 or 304 || (reply.Body is null && reply.Content.IsEmpty);

    private static async Task NeverAnswerAsync(Fault fault, HttpRequest request, CancellationToken cancellationToken)
    {
        if (fault.Kind == FaultKind.Stall)
        {
            await request.StallAsync(cancellationToken).ConfigureAwait(false);
        }

        throw new ConnectionDroppedException("A fault loses the answer.");
    }

    private void Wrap(HttpRequest request, HttpReply reply, Fault fault)
    {
        if (reply.Body is null)
        {
            reply.BodyLength = reply.Content.Length;
            reply.Body = new MemoryStream(reply.Content.ToArray());
        }

        reply.Body = new FaultyStream(reply.Body, fault, request, _time);
    }
}
