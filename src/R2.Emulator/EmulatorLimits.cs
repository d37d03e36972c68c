namespace R2.Emulator;

/// <summary>Sizes that R2 enforces (https://developers.cloudflare.com/r2/platform/limits/). Tests lower them to reach them without gigabytes.</summary>
public sealed record EmulatorLimits
{
    private const long MiB = 1024 * 1024;
    private const long GiB = 1024 * MiB;

    /// <summary>Smallest part but the last, in bytes: 5 MiB.</summary>
    public long MinimumPartSize { get; init; } = 5 * MiB;

    /// <summary>Largest part, in bytes: 5 GiB − 5 MiB.</summary>
    public long MaximumPartSize { get; init; } = (5 * GiB) - (5 * MiB);

    /// <summary>Largest object put or copied by one request, in bytes: 5 GiB − 5 MiB.</summary>
    public long MaximumPutSize { get; init; } = (5 * GiB) - (5 * MiB);

    /// <summary>Largest object, in bytes: 5 TiB − 5 GiB.</summary>
    public long MaximumObjectSize { get; init; } = (5 * 1024 * GiB) - (5 * GiB);

    /// <summary>Largest page of a listing, 1 … 1,000 entries.</summary>
    public int MaximumPageSize { get; init; } = 1000;
}
