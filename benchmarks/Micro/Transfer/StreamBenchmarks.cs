using System.Net;
using BenchmarkDotNet.Attributes;
using R2.Benchmarks.Support;
using R2.Models;

namespace R2.Benchmarks.Transfer;

/// <summary>10 MB through the client, from and to memory: what the client itself adds to a stream, without a network.</summary>
public class StreamBenchmarks
{
    private const int Length = 10_000_000;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private R2TransferManager? _down;
    private R2TransferManager? _up;

    [Params("up", "down")]
    public string Direction { get; set; } = "up";

    [GlobalSetup]
    public void Setup()
    {
        _down = new R2TransferManager(Sample.Client(new InMemoryTransport(HttpStatusCode.OK, new byte[Length])), new TransferOptions { Checksum = null });
        _up = new R2TransferManager(Sample.Client(new Sink()));
    }

    [Benchmark(Baseline = true)]
    public Task<int> R2() => Direction == "up" ? UpAsync() : DownAsync();

    private async Task<int> UpAsync()
    {
        R2UploadResult result = await _up!.UploadAsync(new R2UploadRequest { BucketName = Sample.Bucket, Key = Sample.Key, Content = R2Content.FromStream(new MemoryStream(new byte[Length])) });
        return (int)result.Size;
    }

    private async Task<int> DownAsync()
    {
        int read = 0;
        await using R2ObjectContent content = await _down!.OpenReadAsync(Sample.Bucket, Sample.Key);
        for (int count; (count = await content.Content.ReadAsync(_buffer)) > 0;)
        {
            read += count;
        }

        return read;
    }

    /// <summary>Reads a body and says that it is stored.</summary>
    private sealed class Sink : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            HttpResponseMessage answer = new(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent([]) };
            answer.Headers.TryAddWithoutValidation("ETag", "\"9b2cf535f27731c974343645a3985328-1\"");
            return answer;
        }
    }
}
