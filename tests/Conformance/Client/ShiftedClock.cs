namespace R2.Conformance.Client;

/// <summary>A clock that is off by a fixed time.</summary>
internal sealed class ShiftedClock(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
