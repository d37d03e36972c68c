using R2.Models;
using R2.Settings;
using R2.Transfer;

namespace R2;

/// <summary>How objects are moved. Checked as a whole when a transfer manager is made.</summary>
public sealed record TransferOptions
{
    /// <summary>Longest object that goes in one request, 0 bytes to 5 GiB − 5 MiB.</summary>
    public long MultipartThreshold { get; init; } = TransferDefaults.MultipartThreshold;

    /// <summary>Part size, 5 MiB to 5 GiB − 5 MiB. It grows for objects that 10,000 such parts could not hold; for streams of unknown length it cannot.</summary>
    public long PartSize { get; init; } = TransferDefaults.PartSize;

    /// <summary>Longest object that is copied within the server in one request, 0 bytes to 5 GiB − 5 MiB.</summary>
    public long CopyThreshold { get; init; } = R2Client.MaxSingleUploadBytes;

    /// <summary>Part size of copies within the server, 5 MiB to 5 GiB − 5 MiB: larger than of uploads, since no byte travels.</summary>
    public long CopyPartSize { get; init; } = TransferDefaults.CopyPartSize;

    /// <summary>Parts of one object under way at once, 1 to 1,000.</summary>
    public int Concurrency { get; init; } = TransferDefaults.Concurrency;

    /// <summary>Requests under way at once over all objects, 1 to 1,000.</summary>
    public int ThrottleLimit { get; init; } = TransferDefaults.ThrottleLimit;

    /// <summary>Checksum that is sent with uploads and compared after downloads; null for none.</summary>
    public R2ChecksumAlgorithm? Checksum { get; init; } = R2ChecksumAlgorithm.Crc32C;

    /// <summary>Bytes a second over all objects, 1 KiB or more; null for no limit.</summary>
    public long? MaxBytesPerSecond { get; init; }

    /// <summary>How requests are sent again, in place of <see cref="R2ClientOptions.Retry"/>; null for as the client does.</summary>
    public R2RetryOptions? Retry { get; init; }

    /// <summary>Takes up what an earlier transfer left, and keeps what this one leaves when it fails or is stopped.</summary>
    public bool Resume { get; init; }

    /// <summary>Folder of the journals that resuming needs; the user's state folder where null.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Clock to wait by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Options by the variables of the environment: part size, threshold, concurrency and retries, each its default where it is not set.</summary>
    /// <exception cref="R2Exception">A variable is outside its range; the message names it.</exception>
    public static TransferOptions FromEnvironment() => TransferSettings.From(EnvironmentSettings.OfProcess.ReadValues());

    internal void Validate()
    {
        Retry?.Validate();
        PartPlan.CheckPartSize(PartSize);
        Check(nameof(MultipartThreshold), MultipartThreshold, 0, R2Client.MaxSingleUploadBytes, "bytes");
        PartPlan.CheckPartSize(CopyPartSize);
        Check(nameof(CopyThreshold), CopyThreshold, 0, R2Client.MaxSingleUploadBytes, "bytes");
        Check(nameof(Concurrency), Concurrency, 1, 1000, "parts");
        Check(nameof(ThrottleLimit), ThrottleLimit, 1, 1000, "requests");
        Check(nameof(MaxBytesPerSecond), MaxBytesPerSecond ?? 1024, 1024, long.MaxValue, "bytes a second");
    }

    private static void Check(string setting, long value, long minimum, long maximum, string unit)
    {
        if (value < minimum || value > maximum)
        {
            throw R2Exception.OutOfRange(setting, value, $"{minimum} to {maximum} {unit}");
        }
    }
}
