using R2.Diagnostics;
using R2.Diagnostics.Metrics;

namespace R2.Unit.Core.Diagnostics;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Write_NothingCounted_HasGaugesAndPartsAlone() => Assert.Equal(
        """
        # HELP r2_circuit_breaker_state Worst state of the circuit breakers: 0 closed, 1 open, 2 half-open.
        # TYPE r2_circuit_breaker_state gauge
        r2_circuit_breaker_state 0
        # HELP r2_multipart_parts_total Parts of multipart uploads.
        # TYPE r2_multipart_parts_total counter
        r2_multipart_parts_total{status="started"} 0
        r2_multipart_parts_total{status="completed"} 0
        r2_multipart_parts_total{status="failed"} 0
        r2_multipart_parts_total{status="aborted"} 0
        # HELP r2_connection_pool_size Open connections, idle ones included.
        # TYPE r2_connection_pool_size gauge
        r2_connection_pool_size 0

        """.ReplaceLineEndings("\n"),
        Write(new R2MetricCollector()));

    [Fact]
    public void Write_Counters_HaveTheNamesAndLabelsOfTheDesign()
    {
        R2MetricCollector collector = new();
        ClientTelemetry client = new(collector, new Uri("https://example.com"));
        client.Ended("PutObject", "200", TimeSpan.FromMilliseconds(30));
        client.Ended("PutObject", "none", TimeSpan.FromSeconds(400));
        client.Failed("PutObject", ErrorTypes.Network);
        client.Retried("PutObject", 2);
        client.Moved("PutObject", RequestTelemetry.Upload, 7);

        string[] lines = Write(collector).Split('\n');

        Assert.Contains("r2_requests_total{operation=\"PutObject\",status=\"200\"} 1", lines);
        Assert.Contains("r2_requests_total{operation=\"PutObject\",status=\"none\"} 1", lines);
        Assert.Contains("r2_request_duration_seconds_bucket{operation=\"PutObject\",le=\"0.025\"} 0", lines);
        Assert.Contains("r2_request_duration_seconds_bucket{operation=\"PutObject\",le=\"0.05\"} 1", lines);
        Assert.Contains("r2_request_duration_seconds_bucket{operation=\"PutObject\",le=\"300\"} 1", lines);
        Assert.Contains("r2_request_duration_seconds_bucket{operation=\"PutObject\",le=\"+Inf\"} 2", lines);
        Assert.Contains("r2_request_duration_seconds_sum{operation=\"PutObject\"} 400.03", lines);
        Assert.Contains("r2_request_duration_seconds_count{operation=\"PutObject\"} 2", lines);
        Assert.Contains("r2_errors_total{operation=\"PutObject\",error_type=\"network\"} 1", lines);
        Assert.Contains("r2_retries_total{operation=\"PutObject\",attempt=\"2\"} 1", lines);
        Assert.Contains("r2_bytes_transferred_total{operation=\"PutObject\",direction=\"upload\"} 7", lines);
    }

    [Fact]
    public void Write_LabelValue_IsEscaped()
    {
        R2MetricCollector collector = new();
        collector.Errors.Add(("a\\b\"c\nd", "client"));

        Assert.Contains("r2_errors_total{operation=\"a\\\\b\\\"c\\nd\",error_type=\"client\"} 1\n", Write(collector), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OperationWithoutErrors_HasItsKindsOfErrorAsZero()
    {
        R2MetricCollector collector = new();
        collector.Ended("PutObject", "200", TimeSpan.FromMilliseconds(30));

        Assert.Equal(ErrorTypes.All.Select(type => $"r2_errors_total{{operation=\"PutObject\",error_type=\"{type}\"}} 0"), Write(collector).Split('\n').Where(line => line.StartsWith("r2_errors_total", StringComparison.Ordinal)));
    }

    /// <summary>Tried in every way in which its labels might be read, it would not end.</summary>
    [Fact]
    public void Parse_LineOfManyLabelsThatIsNone_IsRefused() => Assert.Throws<FormatException>(() =>
        PrometheusText.Parse($"r2_request_duration_seconds_bucket{{operation=\"PutObject\"{string.Concat(Enumerable.Repeat(",le=\"1\"", 200))}}} none at all"));

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        R2MetricCollector collector = new();
        ClientTelemetry client = new(collector, new Uri("https://example.com"));
        client.Ended("PutObject", "200", TimeSpan.FromMilliseconds(30));
        client.Retried("a\\b\"c\nd,e}", 2);
        using StringWriter text = new();
        PrometheusText.Parse(Write(collector)).Write(text);

        Assert.Equal(Write(collector), text.ToString());
    }

    [Theory]
    [InlineData(0.5, 0.0375)]
    [InlineData(0.99, 0.04975)]
    public void Quantile_SpreadsABucketEvenly(double share, double seconds)
    {
        DurationHistogram histogram = new();
        for (int i = 0; i < 100; i++)
        {
            histogram.Record(TimeSpan.FromMilliseconds(40));
        }

        Assert.Equal(seconds, histogram.Read().Quantile(share).TotalSeconds, 6);
    }

    [Fact]
    public void Quantile_OfNothing_IsZeroAndBeyondTheLastBoundIsThatBound()
    {
        DurationHistogram histogram = new();
        TimeSpan none = histogram.Read().Quantile(0.99);
        histogram.Record(TimeSpan.FromHours(1));

        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(300)), (none, histogram.Read().Quantile(0.99)));
    }

    private static string Write(R2MetricCollector collector)
    {
        using StringWriter text = new() { NewLine = "\r\n" };
        PrometheusText.Write(collector, text);
        return text.ToString();
    }
}
