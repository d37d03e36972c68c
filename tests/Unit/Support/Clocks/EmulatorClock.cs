namespace R2.Unit.Support;

/// <summary>A clock that stands still until told; timers run on real time.</summary>
public sealed class EmulatorClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
