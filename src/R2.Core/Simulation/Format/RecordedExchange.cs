using R2.Simulation.Matching;

namespace R2.Simulation.Format;

/// <summary>A request, and its response or its failure.</summary>
internal sealed record RecordedExchange
{
    /// <summary>From 1, in the order of sending.</summary>
    public required int Number { get; init; }

    public required RequestShape Request { get; init; }

    /// <summary>Body of the request where it is short; for people.</summary>
    public byte[]? RequestBytes { get; init; }

    public RecordedResponse? Answer { get; init; }

    public RecordedFailure? Failure { get; init; }

    /// <summary>When it was sent, from the beginning of the recording.</summary>
    public TimeSpan At { get; init; }

    /// <summary>From sending to the response's headers.</summary>
    public TimeSpan UntilHeaders { get; init; }

    /// <summary>From the response's headers to the end of its body.</summary>
    public TimeSpan UntilEnd { get; init; }

    public R2RecordedRequest Summary => new(Number, Request.Method, Request.Path, Request.Query, Answer?.Status);
}
