using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using R2.Diagnostics;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Diagnostics;

/// <summary>What listeners of the process get. Other tests run beside these: only what happens in a test's own flow is its own.</summary>
public sealed class InstrumentsTests
{
    private readonly AsyncLocal<bool> _mine = new();
    private readonly List<string> _measured = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MeterListener_GetsNamesAndLabels()
    {
        _mine.Value = true;
        using MeterListener listener = Listen();
        using R2Client client = StubTransport.Xml("<Error><Code>AccessDenied</Code></Error>", HttpStatusCode.Forbidden).Client();

        await Assert.ThrowsAsync<R2Exception>(() => client.PutObjectAsync("bucket", "key", R2Content.FromBytes(new byte[5]), cancellationToken: Cancellation));

        Assert.Equal(
            [
                "r2_bytes_transferred_total operation=PutObject direction=upload: 5",
                "r2_requests_total operation=PutObject status=403: 1",
                "r2_request_duration_seconds operation=PutObject: some",
                "r2_errors_total operation=PutObject error_type=auth: 1",
            ],
            _measured);
    }

    [Fact]
    public void Gauges_AreObservedOfLivingClients()
    {
        ClientTelemetry client = new(null, new Uri("https://gauges.example"));
        client.Broke("bucket", R2BreakerState.HalfOpen);
        client.Connected();
        using MeterListener listener = Listen();
        _mine.Value = true;

        listener.RecordObservableInstruments();

        Assert.Contains("r2_circuit_breaker_state server.address=gauges.example bucket=bucket: 2", _measured);
        Assert.Contains("r2_connection_pool_size server.address=gauges.example: 1", _measured);
        GC.KeepAlive(client);
    }

    [Fact]
    public async Task Activity_HasOpenTelemetryNames()
    {
        List<Activity> activities = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == R2Diagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => _mine.Value ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        _mine.Value = true;
        using R2Client client = new StubTransport(_ =>
        {
            HttpResponseMessage answer = StubTransport.XmlAnswer("", HttpStatusCode.OK);
            answer.Headers.TryAddWithoutValidation("ETag", "\"e\"");
            answer.Headers.TryAddWithoutValidation("x-amz-request-id", "id-1");
            return answer;
        }).Client();
        R2MultipartUpload upload = new() { BucketName = "bucket", Key = "key", UploadId = "upload" };

        await client.UploadPartAsync(upload, 7, R2Content.FromBytes(new byte[5]), cancellationToken: Cancellation);

        Activity activity = Assert.Single(activities);
        Assert.Equal(("S3.UploadPart", ActivityKind.Client, ActivityStatusCode.Unset), (activity.OperationName, activity.Kind, activity.Status));
        Dictionary<string, object?> expected = new()
        {
            ["rpc.system"] = "aws-api",
            ["rpc.service"] = "S3",
            ["rpc.method"] = "UploadPart",
            ["http.request.method"] = "PUT",
            ["server.address"] = "example.com",
            ["server.port"] = 443,
            ["aws.s3.bucket"] = "bucket",
            ["aws.s3.key"] = "key",
            ["aws.s3.upload_id"] = "upload",
            ["aws.s3.part_number"] = 7,
            ["http.response.status_code"] = 200,
            ["aws.request_id"] = "id-1",
        };
        Assert.Equal(expected, activity.TagObjects.ToDictionary());
    }

    [Fact]
    public async Task Activity_OfAFailure_SaysSo()
    {
        List<Activity> activities = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == R2Diagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => _mine.Value ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        _mine.Value = true;
        using R2Client client = StubTransport.Xml("", HttpStatusCode.NotFound).Client();

        await Assert.ThrowsAsync<R2Exception>(() => client.HeadObjectAsync("bucket", "key", cancellationToken: Cancellation));

        Activity activity = Assert.Single(activities);
        Assert.Equal((ActivityStatusCode.Error, "not_found", 404), (activity.Status, activity.GetTagItem("error.type"), activity.GetTagItem("http.response.status_code")));
    }

    private MeterListener Listen()
    {
        MeterListener listener = new()
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == R2Diagnostics.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, $"{value}", tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, $"{value}", tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value > 0 ? "some" : "none", tags));
        listener.Start();
        return listener;
    }

    private void Note(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_mine.Value)
        {
            _measured.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}: {value}");
        }
    }
}
