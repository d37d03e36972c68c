using R2.Emulator;

namespace R2.RateBenchmark;

/// <summary>What is asked for again and again, and how much of it a bucket takes.</summary>
internal sealed record Load(string Name, double PerSecond, Func<R2Client, string, CancellationToken, Task> SendAsync)
{
    public const string Bucket = "rates";
    public const string ReadKey = "read";
    private static readonly byte[] s_body = new byte[1024];

    /// <summary>Reads of one object, and writes of a new one each, so that the bucket's limit counts and not that of a key.</summary>
    public static Load[] Of(EmulatorRates rates) =>
    [
        new("reads", rates.ReadsPerSecond, static (client, _, cancellation) => client.HeadObjectAsync(Bucket, ReadKey, cancellationToken: cancellation)),
        new("writes", rates.WritesPerSecond, static (client, key, cancellation) => client.PutObjectAsync(Bucket, key, R2Content.FromBytes(s_body), cancellationToken: cancellation)),
    ];
}
