namespace R2.Unit.Support;

/// <summary>The real time, with a date that is off: what was just written is old by it.</summary>
internal sealed class ShiftedTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
