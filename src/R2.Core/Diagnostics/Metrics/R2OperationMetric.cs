namespace R2;

/// <summary>What was counted of one operation.</summary>
public sealed record R2OperationMetric
{
    /// <summary>S3 operation, for example <c>PutObject</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>How often it ended, well or not.</summary>
    public long Requests { get; init; }

    /// <summary>How often it failed.</summary>
    public long Errors { get; init; }

    /// <summary>Attempts after the first.</summary>
    public long Retries { get; init; }

    /// <summary>Bytes of bodies sent.</summary>
    public long BytesUploaded { get; init; }

    /// <summary>Bytes of bodies received.</summary>
    public long BytesDownloaded { get; init; }

    /// <summary>Mean time to the response's headers, repeats and upload included.</summary>
    public TimeSpan MeanDuration { get; init; }

    /// <summary>Time that half of them did not exceed; from the histogram's buckets, so about.</summary>
    public TimeSpan MedianDuration { get; init; }

    /// <summary>Time that 99 % of them did not exceed; about.</summary>
    public TimeSpan P99Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Operation}: {Requests}";
}
