using System.Globalization;
using R2.Transfer;

namespace R2.Cmdlets.Connections;

/// <summary>Settings from environment variables. A bad value is refused at once: a silent default would send data somewhere else.</summary>
internal sealed class EnvironmentSettings(Func<string, string?> read)
{
    private const int SecondsOfDay = 86_400;

    private static readonly string[] s_names =
    [
        "R2_ACCOUNT_ID", "R2_ACCESS_KEY_ID", "R2_SECRET_ACCESS_KEY", "R2_SESSION_TOKEN", "R2_ENDPOINT", "R2_JURISDICTION", "R2_BUCKET",
        "R2_TIMEOUT_SECONDS", "R2_POOL_MAX_IDLE", "R2_POOL_IDLE_TIMEOUT_SECONDS",
    ];

    public static EnvironmentSettings OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Whether the environment alone is enough to connect with.</summary>
    public bool IsComplete => Text("R2_ACCESS_KEY_ID") is not null && (Text("R2_ACCOUNT_ID") ?? Text("R2_ENDPOINT")) is not null;

    /// <summary>All values as one, to see whether they have changed. It holds the secret: for comparison in memory alone.</summary>
    public string Fingerprint => string.Join('\n', s_names.Select(read));

    /// <exception cref="R2Exception">A variable holds what it may not; the message names it, its value and the range.</exception>
    public ConnectionSettings Read() => new()
    {
        AccountId = Text("R2_ACCOUNT_ID"),
        Endpoint = Endpoint(),
        Jurisdiction = Jurisdiction(),
        Credential = Credential(),
        BucketName = Text("R2_BUCKET"),
        Timeout = Seconds("R2_TIMEOUT_SECONDS"),
        PoolMaxConnections = Number("R2_POOL_MAX_IDLE", 10_000, "connections"),
        PoolIdleTimeout = Seconds("R2_POOL_IDLE_TIMEOUT_SECONDS"),
    };

    /// <summary>How to transfer, over the defaults.</summary>
    /// <exception cref="R2Exception">A variable holds what it may not; the message names it, its value and the range.</exception>
    public TransferOptions ReadTransfer()
    {
        TransferOptions defaults = new();
        TimeSpan maxDelay = Milliseconds("R2_RETRY_MAX_DELAY_MS", 3_600_000) ?? defaults.MaxDelay;
        return defaults with
        {
            MultipartThreshold = Number("R2_MULTIPART_THRESHOLD_BYTES", 1, R2Client.MaxSingleUploadBytes, "bytes") ?? defaults.MultipartThreshold,
            PartSize = Number("R2_MULTIPART_PART_SIZE_BYTES", R2Client.MinPartBytes, R2Client.MaxSingleUploadBytes, "bytes") ?? defaults.PartSize,
            Concurrency = Number("R2_MULTIPART_CONCURRENCY", 1000, "parts") ?? defaults.Concurrency,
            MaxAttempts = Number("R2_RETRY_MAX_ATTEMPTS", 100, "attempts") ?? defaults.MaxAttempts,
            MaxDelay = maxDelay,
            BaseDelay = Milliseconds("R2_RETRY_BASE_DELAY_MS", (int)maxDelay.TotalMilliseconds) ?? (defaults.BaseDelay < maxDelay ? defaults.BaseDelay : maxDelay),
        };
    }

    private static R2Exception Refuse(string name, string value, string allowed) =>
        new(R2ErrorCodes.InvalidSetting, $"{name} is '{value}'; allowed is {allowed}.");

    // Empty is unset: CI systems pass a secret that does not exist as an empty string.
    private string? Text(string name) => read(name) is { Length: > 0 } value ? value : null;

    private Uri? Endpoint()
    {
        const string Name = "R2_ENDPOINT";
        return Text(Name) is not { } value ? null
            : Uri.TryCreate(value, UriKind.Absolute, out Uri? endpoint) ? endpoint
            : throw Refuse(Name, value, "an absolute http or https address");
    }

    private R2Jurisdiction? Jurisdiction()
    {
        const string Name = "R2_JURISDICTION";
        return Text(Name) is not { } value ? null
            : Enum.TryParse(value, ignoreCase: true, out R2Jurisdiction jurisdiction) && !char.IsAsciiDigit(value[0]) ? jurisdiction
            : throw Refuse(Name, value, "default, eu, fedramp or us");
    }

    private R2Credential? Credential()
    {
        (string? id, string? secret) = (Text("R2_ACCESS_KEY_ID"), Text("R2_SECRET_ACCESS_KEY"));
        return (id, secret) switch
        {
            (null, null) => null,
            (null, _) => throw new R2Exception(R2ErrorCodes.InvalidSetting, "R2_SECRET_ACCESS_KEY is set but R2_ACCESS_KEY_ID is not; allowed are both or none."),
            (_, null) => throw new R2Exception(R2ErrorCodes.InvalidSetting, "R2_ACCESS_KEY_ID is set but R2_SECRET_ACCESS_KEY is not; allowed are both or none."),
            _ => new R2Credential(id, secret, Text("R2_SESSION_TOKEN")),
        };
    }

    private TimeSpan? Seconds(string name) => Number(name, SecondsOfDay, "seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private TimeSpan? Milliseconds(string name, int most) => Number(name, most, "milliseconds") is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private int? Number(string name, int most, string unit) => (int?)Number(name, 1, most, unit);

    private long? Number(string name, long least, long most, string unit) => Text(name) is not { } value ? null
        : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most ? number
        : throw Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"{least:N0} to {most:N0} {unit}"));
}
