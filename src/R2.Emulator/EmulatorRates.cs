namespace R2.Emulator;

/// <summary>
/// Maximum numbers of requests per second; further requests are refused. The defaults are R2's published limits; lower ones can be reached by a single machine:
/// https://developers.cloudflare.com/r2/platform/limits/
/// </summary>
public sealed record EmulatorRates
{
    /// <summary>Reads per second of one bucket.</summary>
    public double ReadsPerSecond { get; init; } = 20_000;

    /// <summary>Writes per second to one bucket.</summary>
    public double WritesPerSecond { get; init; } = 4_000;

    /// <summary>Writes per second to one key.</summary>
    public double WritesPerSecondPerKey { get; init; } = 1;
}
