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
    [InlineData(1, 0.5, 7)]
    [InlineData(1, 0.99, 7)]
    [InlineData(2, 0.5, 7)]
    [InlineData(100, 0.5, 350)]
    [InlineData(100, 0.99, 693)]
    [InlineData(1000, 0.99, 6930)]
    public void Milliseconds_OfAShare_AreThoseOfOneOfThem(int count, double share, double milliseconds)
    {
        DurationHistogram histogram = new();
        foreach (int i in Enumerable.Range(1, count).Reverse())
        {
            histogram.Record(TimeSpan.FromMilliseconds(7 * i));
        }

        Assert.Equal(milliseconds, histogram.Read().MillisecondsOf(share));
    }

    [Fact]
    public void Milliseconds_OfMoreThanAThousand_AreOfTheLatest()
    {
        DurationHistogram histogram = new();
        for (int i = 0; i < 2500; i++)
        {
            histogram.Record(TimeSpan.FromMilliseconds(i < 1500 ? 900 : 3));
        }

        Assert.Equal((3, 3, 2500), (histogram.Read().MillisecondsOf(0.5), histogram.Read().MillisecondsOf(0.99), histogram.Read().Count));
    }

    [Fact]
    public void Milliseconds_OfNothing_AreZero() => Assert.Equal((0, 0), (new DurationHistogram().Read().MillisecondsOf(0.99), new DurationHistogram().Read().MeanMilliseconds));

    private static string Write(R2MetricCollector collector)
    {
        using StringWriter text = new() { NewLine = "\r\n" };
        PrometheusText.Write(collector, text);
        return text.ToString();
    }
}
