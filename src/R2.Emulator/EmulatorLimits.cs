namespace R2.Emulator;

/// <summary>Size limits of R2 (https://developers.cloudflare.com/r2/platform/limits/). Tests lower them so as not to need gigabytes.</summary>
public sealed record EmulatorLimits
{
    private const long MiB = 1024 * 1024;
    private const long GiB = 1024 * MiB;

    /// <summary>Minimum length of every part except the last, in bytes: 5 MiB.</summary>
    public long MinimumPartSize { get; init; } = 5 * MiB;

    /// <summary>Maximum length of a part, in bytes: 5 GiB − 5 MiB.</summary>
    public long MaximumPartSize { get; init; } = (5 * GiB) - (5 * MiB);

    /// <summary>Maximum length of an object that one request puts or copies, in bytes: 5 GiB − 5 MiB.</summary>
    public long MaximumPutSize { get; init; } = (5 * GiB) - (5 * MiB);

    /// <summary>Maximum length of an object, in bytes: 5 TiB − 5 GiB.</summary>
    public long MaximumObjectSize { get; init; } = (5 * 1024 * GiB) - (5 * GiB);

    /// <summary>Maximum number of entries on a page of a list: 1 to 1,000.</summary>
    public int MaximumPageSize { get; init; } = 1000;
}
