namespace R2.Emulator;

/// <summary>Options of an emulator. The defaults are a free port, random credentials and a store in memory.</summary>
public sealed class R2EmulatorOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>A path in front of the bucket, such as "/some/path"; empty for none.</summary>
    public string PathPrefix { get; init; } = string.Empty;

    /// <summary>
    /// Folder to store everything in, across restarts; it is created if missing. Null to store in memory. The folder must be empty at first,
    /// only one emulator can use it at a time, and only its owner can read it.
    /// </summary>
    public string? StorePath { get; init; }

    /// <summary>Account id, 32 hex digits; random when null.</summary>
    public string? AccountId { get; init; }

    /// <summary>API token for <see cref="R2EmulatorServer.ApiEndpoint"/>; random when null.</summary>
    public string? ApiToken { get; init; }

    /// <summary>Further API tokens: narrow, expired, disabled, or those of an account.</summary>
    public IReadOnlyList<EmulatorApiToken> AdditionalApiTokens { get; init; } = [];

    /// <summary>How Cloudflare's API behaves.</summary>
    public EmulatorApiOptions Api { get; init; } = new();

    /// <summary>Access key id; random when null. It is the id of the API token, too, unless there is a <see cref="SecretAccessKey"/>.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Secret access key; the SHA-256 of the API token when null, as on R2.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Further key pairs: temporary, read-only, or limited to some buckets.</summary>
    public IReadOnlyList<EmulatorCredential> AdditionalCredentials { get; init; } = [];

    /// <summary>Buckets to create at start, unless they exist.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>Clock for dates, expiry and skew.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How far the emulator's clock is ahead of <see cref="TimeProvider"/>.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Size limits; R2's own by default.</summary>
    public EmulatorLimits Limits { get; init; } = new();

    /// <summary>Rate limits; null for none.</summary>
    public EmulatorRates? Rates { get; init; }

    /// <summary>Number of requests that the log keeps.</summary>
    public int RequestLogCapacity { get; init; } = 10_000;
}
