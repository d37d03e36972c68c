namespace R2.Emulator;

/// <summary>How an emulator is to start. What is left out is chosen: a free port, random credentials, memory as store.</summary>
public sealed class R2EmulatorOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>A path before the bucket, as in "/some/path"; empty for none.</summary>
    public string PathPrefix { get; init; } = string.Empty;

    /// <summary>
    /// A folder to keep everything in across starts, made if missing; null for memory. It must be empty at first, serves one emulator at a time, and can be read by its owner alone.
    /// </summary>
    public string? StorePath { get; init; }

    /// <summary>Account id, 32 hex digits; random when null.</summary>
    public string? AccountId { get; init; }

    /// <summary>Access key id; random when null.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Secret access key; random when null.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Further key pairs: temporary ones, read-only ones, ones for single buckets.</summary>
    public IReadOnlyList<EmulatorCredential> AdditionalCredentials { get; init; } = [];

    /// <summary>Buckets to create at start, where they are missing.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>The clock, for dates, expiry and skew.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How far the emulator's clock is ahead of <see cref="TimeProvider"/>.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Sizes to enforce; R2's own unless lowered.</summary>
    public EmulatorLimits Limits { get; init; } = new();

    /// <summary>How many requests a second it takes; null for any number.</summary>
    public EmulatorRates? Rates { get; init; }

    /// <summary>How many requests the log keeps.</summary>
    public int RequestLogCapacity { get; init; } = 10_000;
}
