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

    /// <summary>Mean time in milliseconds to the response's headers, repeats and upload included.</summary>
    public double MeanMilliseconds { get; init; }

    /// <summary>Time that half of the latest 1,000 did not exceed, exactly.</summary>
    public double MedianMilliseconds { get; init; }

    /// <summary>Time that 99 % of the latest 1,000 did not exceed, exactly.</summary>
    public double P99Milliseconds { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Operation}: {Requests}";
}
