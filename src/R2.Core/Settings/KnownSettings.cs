namespace R2.Settings;

/// <summary>Every setting there is, with its variable, its range and its default. A new one is a line here.</summary>
internal static class KnownSettings
{
    private const int SecondsOfDay = 86_400;
    private const int MillisecondsOfHour = 3_600_000;

    private static readonly R2RetryOptions s_retry = new();

    public static readonly Setting<string> AccountId = new("AccountId", "R2_ACCOUNT_ID", null, SettingFormats.AccountId);

    public static readonly Setting<Uri> Endpoint = new("Endpoint", "R2_ENDPOINT", null, SettingFormats.Endpoint);

    public static readonly Setting<Uri> ApiEndpoint = new("ApiEndpoint", "R2_API_ENDPOINT", null, SettingFormats.Endpoint);

    public static readonly Setting<R2Jurisdiction> Jurisdiction = new("Jurisdiction", "R2_JURISDICTION", R2Jurisdiction.Default, SettingFormats.Jurisdiction);

    public static readonly Setting<string> BucketName = new("BucketName", "R2_BUCKET", null, SettingFormats.Text);

    public static readonly Setting<string> Region = new("Region", null, R2ClientDefaults.Region, SettingFormats.Text);

    public static readonly Setting<bool> AllowInsecure = new("AllowInsecure", null, false, SettingFormats.Switch);

    public static readonly Setting<Uri> Proxy = new("Proxy", null, null, SettingFormats.Address);

    public static readonly Setting<string> CertificateAuthority = new("CertificateAuthority", null, null, SettingFormats.Text);

    public static readonly Setting<bool> MaskInCI = new("MaskInCI", null, false, SettingFormats.Switch);

    public static readonly Setting<TimeSpan> Timeout = new("TimeoutSeconds", "R2_TIMEOUT_SECONDS", R2ClientDefaults.Timeout, SettingFormats.Seconds(SecondsOfDay));

    public static readonly Setting<TimeSpan> TotalTimeout = new("TotalTimeoutSeconds", "R2_TOTAL_TIMEOUT_SECONDS", TimeSpan.Zero, SettingFormats.NoneOrSeconds(SecondsOfDay));

    public static readonly Setting<bool> Http2 = new("Http2", "R2_HTTP2", false, SettingFormats.Switch);

    public static readonly Setting<int> PoolMaxIdle = new("PoolMaxIdle", "R2_POOL_MAX_IDLE", R2ClientDefaults.PoolMaxIdle, SettingFormats.Count(10_000, "connections"));

    public static readonly Setting<TimeSpan> PoolIdleTimeout = new(
        "PoolIdleTimeoutSeconds", "R2_POOL_IDLE_TIMEOUT_SECONDS", R2ClientDefaults.PoolIdleTimeout, SettingFormats.Seconds(SecondsOfDay));

    public static readonly Setting<long> MultipartThreshold = new(
        "MultipartThresholdBytes", "R2_MULTIPART_THRESHOLD_BYTES", TransferDefaults.MultipartThreshold, SettingFormats.Bytes(1, R2Client.MaxSingleUploadBytes));

    public static readonly Setting<long> PartSize = new(
        "MultipartPartSizeBytes", "R2_MULTIPART_PART_SIZE_BYTES", TransferDefaults.PartSize, SettingFormats.Bytes(R2Client.MinPartBytes, R2Client.MaxSingleUploadBytes));

    public static readonly Setting<int> Concurrency = new(
        "MultipartConcurrency", "R2_MULTIPART_CONCURRENCY", TransferDefaults.Concurrency, SettingFormats.Count(1000, "parts"));

    public static readonly Setting<int> MaxAttempts = new("RetryMaxAttempts", "R2_RETRY_MAX_ATTEMPTS", s_retry.MaxAttempts, SettingFormats.Count(100, "attempts"));

    public static readonly Setting<TimeSpan> BaseDelay = new(
        "RetryBaseDelayMs", "R2_RETRY_BASE_DELAY_MS", s_retry.BaseDelay, SettingFormats.Milliseconds(MillisecondsOfHour));

    public static readonly Setting<TimeSpan> MaxDelay = new(
        "RetryMaxDelayMs", "R2_RETRY_MAX_DELAY_MS", s_retry.MaxDelay, SettingFormats.Milliseconds(MillisecondsOfHour));

    public static readonly Setting<int> BreakerFailureThreshold = new(
        "CircuitBreakerFailureThreshold", "R2_CIRCUIT_BREAKER_FAILURE_THRESHOLD", R2ClientDefaults.BreakerFailureThreshold, SettingFormats.NoneOrCount(2, 1000, "failures"));

    public static readonly Setting<TimeSpan> BreakerResetTimeout = new(
        "CircuitBreakerResetTimeoutSeconds", "R2_CIRCUIT_BREAKER_RESET_TIMEOUT_SECONDS", R2ClientDefaults.BreakerResetTimeout, SettingFormats.Seconds(SecondsOfDay));

    public static readonly Setting<TimeSpan> BreakerWindow = new(
        "CircuitBreakerWindowSeconds", "R2_CIRCUIT_BREAKER_WINDOW_SECONDS", R2ClientDefaults.BreakerWindow, SettingFormats.Seconds(SecondsOfDay));

    /// <summary>Those that say where to connect: each is a parameter of Connect-R2 and a member of a profile.</summary>
    public static readonly Setting[] Where =
    [
        AccountId, Endpoint, ApiEndpoint, Jurisdiction, BucketName, Region, AllowInsecure, Proxy, CertificateAuthority, MaskInCI,
    ];

    /// <summary>Those that say how and not where: what <c>-Option</c> and the options of a profile take.</summary>
    public static readonly Setting[] Options =
    [
        Timeout, TotalTimeout, PoolMaxIdle, PoolIdleTimeout, Http2, MultipartThreshold, PartSize, Concurrency, MaxAttempts, BaseDelay, MaxDelay,
        BreakerFailureThreshold, BreakerWindow, BreakerResetTimeout,
    ];

    /// <summary>In the order in which they are shown.</summary>
    public static readonly Setting[] All = [.. Where, .. Options];
}
