namespace R2.Simulation;

/// <summary>How a recording is replayed.</summary>
public sealed record R2ReplayOptions
{
    /// <summary>
    /// Refuses every request that the recording does not hold (<see cref="R2ErrorCodes.NotRecorded"/>). Otherwise such reads are answered as R2 answers
    /// for what is not there, and only such writes are refused.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Answers as late as the server did, by the clock of the client (<see cref="R2ClientOptions.TimeProvider"/>).</summary>
    public bool WithLatency { get; init; }
}
