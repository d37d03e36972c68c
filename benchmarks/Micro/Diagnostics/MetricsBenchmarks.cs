using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using BenchmarkDotNet.Attributes;
using R2.Benchmarks.Support;

namespace R2.Benchmarks.Diagnostics;

/// <summary>What counting costs: whole calls of HeadObject over a response from memory, with and without a session's collector, and with and without somebody who listens to the process.</summary>
public class MetricsBenchmarks
{
    private R2Client? _client;
    private R2Client? _counted;
    private MeterListener? _meters;
    private ActivityListener? _activities;

    [Params("nobody listens", "meter and activities")]
    public string Listeners { get; set; } = "nobody listens";

    [GlobalSetup]
    public void Setup()
    {
        InMemoryTransport transport = new(HttpStatusCode.OK, []);
        _client = Sample.Client(transport);
        _counted = new R2Client(new() { Credential = Sample.Credential, Endpoint = Sample.Endpoint, Transport = transport, Metrics = new R2MetricCollector() });
        if (Listeners != "nobody listens")
        {
            Listen();
        }
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _meters?.Dispose();
        _activities?.Dispose();
    }

    [Benchmark(Baseline = true)]
    public async Task<int> HeadObject() => (await _client!.HeadObjectAsync(Sample.Bucket, Sample.Key)).Attempts;

    [Benchmark]
    public async Task<int> HeadObjectCollected() => (await _counted!.HeadObjectAsync(Sample.Bucket, Sample.Key)).Attempts;

    private void Listen()
    {
        _meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == R2Diagnostics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meters.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _meters.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == R2Diagnostics.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(_activities);
    }
}
