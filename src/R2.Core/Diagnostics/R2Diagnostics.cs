namespace R2;

/// <summary>Names by which others listen to this library, with a MeterListener, an ActivityListener or OpenTelemetry.</summary>
public static class R2Diagnostics
{
    /// <summary>Name of the <see cref="System.Diagnostics.Metrics.Meter"/>; its instruments are named as in <see cref="R2MetricNames"/>.</summary>
    public const string MeterName = "R2";

    /// <summary>Name of the <see cref="System.Diagnostics.ActivitySource"/>: one activity for each operation, tagged by OpenTelemetry's conventions for S3.</summary>
    public const string ActivitySourceName = "R2";
}
