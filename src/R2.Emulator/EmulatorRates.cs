namespace R2.Emulator;

/// <summary>
/// How many requests a second the emulator takes; more are refused. R2's published limits unless scaled down, so that a machine can reach them:
/// https://developers.cloudflare.com/r2/platform/limits/
/// </summary>
public sealed record EmulatorRates
{
    /// <summary>Reads a second of one bucket.</summary>
    public double ReadsPerSecond { get; init; } = 20_000;

    /// <summary>Writes a second of one bucket.</summary>
    public double WritesPerSecond { get; init; } = 4_000;

    /// <summary>Writes a second of the object of one key.</summary>
    public double WritesPerSecondPerKey { get; init; } = 1;
}
