using System.Net;
using BenchmarkDotNet.Attributes;
using R2.Benchmarks.Support;
using R2.Retry;

namespace R2.Benchmarks.Retry;

/// <summary>What repeats, breaker and adaptive concurrency cost where nothing fails: an answer from memory alone and behind the handler, and a whole HeadObject over it.</summary>
public class ResilienceBenchmarks
{
    private HttpMessageInvoker? _bare;
    private HttpMessageInvoker? _resilient;
    private R2Client? _client;

    [GlobalSetup]
    public void Setup()
    {
        InMemoryTransport transport = new(HttpStatusCode.OK, []);
        _bare = new HttpMessageInvoker(transport);
        _resilient = new HttpMessageInvoker(new ResilienceHandler(new ResilienceOptions { Classify = FailureClassifier.Classify }) { InnerHandler = transport });
        _client = Sample.Client(transport);
    }

    [Benchmark(Baseline = true)]
    public Task<int> Transport() => SendAsync(_bare!);

    [Benchmark]
    public Task<int> TransportBehindResilience() => SendAsync(_resilient!);

    [Benchmark]
    public async Task<int> HeadObject() => (await _client!.HeadObjectAsync(Sample.Bucket, Sample.Key)).Attempts;

    private static async Task<int> SendAsync(HttpMessageInvoker invoker)
    {
        using HttpRequestMessage message = new(HttpMethod.Head, Sample.Endpoint);
        message.Options.Set(RequestTraits.OptionsKey, new RequestTraits { Operation = "HeadObject", Bucket = Sample.Bucket, Key = Sample.Key, IsIdempotent = true });
        using HttpResponseMessage answer = await invoker.SendAsync(message, CancellationToken.None);
        return (int)answer.StatusCode;
    }
}
