using System.Collections.Concurrent;
using CsCheck;
using R2.Emulator;
using R2.Listing;
using R2.Models;
using R2.Simulation;
using R2.Unit.Support;

namespace R2.Unit.Core.Listing;

/// <summary>A bucket with keys, small pages, and lists of it: one page after the other, or by several requests at once from the second page on.</summary>
internal sealed class LongList : IDisposable
{
    public const string Bucket = "bucket";

    /// <summary>Splits a list as soon as may be, and keeps hardly a page in memory.</summary>
    public static readonly ListLimits Eager = new() { FullPages = 1, SlowPage = TimeSpan.Zero, PagesInMemory = 1 };

    public static readonly ListLimits Serial = new() { AtOnce = 1 };

    private readonly List<R2Client> _clients = [];

    private LongList(int pageSize)
    {
        Emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Bucket], Limits = new EmulatorLimits { MaximumPageSize = pageSize } });
        UsedSecrets.Note(Emulator.SecretAccessKey);
        Client = NewClient();
    }

    public R2EmulatorServer Emulator { get; }

    public R2Client Client { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>One of these.</summary>
    public static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static async Task<LongList> CreateAsync(IEnumerable<string> keys, int pageSize = 10)
    {
        LongList list = new(pageSize);
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (key, cancellation) =>
            await list.Client.PutObjectAsync(Bucket, key, new byte[Math.Abs(key.Length) % 3], cancellationToken: cancellation));
        return list;
    }

    public R2Client NewClient(HttpMessageHandler? transport = null, R2Simulation? simulation = null, int attempts = 3)
    {
        R2Client client = new(new R2ClientOptions
        {
            Credential = new R2Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey),
            Endpoint = Emulator.Endpoint,
            BreakerFailureThreshold = 0,
            Retry = TransferFixture.Retry with { MaxAttempts = attempts },
            Transport = transport,
            Simulation = simulation,
        });
        _clients.Add(client);
        return client;
    }

    /// <summary>All objects, and how many requests that took.</summary>
    public async Task<(List<R2Object> Objects, int Requests)> ListAsync(ListLimits limits, ListObjectsOptions? options = null, Slow? slow = null, int attempts = 3)
    {
        slow ??= new Slow(static () => 0);
        List<R2Object> objects = await TakeAsync(NewClient(slow, attempts: attempts), limits, options, Cancellation);
        return (objects, slow.Queries.Count);
    }

    public static async Task<List<R2Object>> TakeAsync(R2Client client, ListLimits limits, ListObjectsOptions? options, CancellationToken cancellation)
    {
        List<R2Object> objects = [];
        bool isTruncated = true;
        await foreach (R2ObjectPage page in client.EnumerateObjectPagesAsync(Bucket, options, limits, cancellation))
        {
            Assert.True(isTruncated, "a page came after the last one");
            isTruncated = page.IsTruncated;
            Assert.Equal(isTruncated, page.NextContinuationToken is not null);
            objects.AddRange(page.Objects);
        }

        Assert.False(isTruncated);
        return objects;
    }

    /// <summary>A list by several requests at once is the list; what it may cost at most.</summary>
    public async Task HoldsAsync(ListLimits limits, ListObjectsOptions? options = null, Slow? slow = null)
    {
        (List<R2Object> objects, int serial) = await ListAsync(Serial, options);
        (List<R2Object> same, int requests) = await ListAsync(limits, options, slow);
        Assert.Equal(objects, same);
        Assert.InRange(requests, 1, (serial * 1.1) + limits.AtOnce + 2);
    }

    public void Dispose()
    {
        _clients.ForEach(static client => client.Dispose());
        Emulator.Dispose();
    }

    /// <summary>Holds answers to lists back for a while, and counts how many are on their way.</summary>
    internal sealed class Slow(Func<int> milliseconds) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        private int _underWay;

        public int Most { get; private set; }

        public int UnderWay => Volatile.Read(ref _underWay);

        public ConcurrentQueue<string> Queries { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Queries.Enqueue(request.RequestUri!.Query);
            int now = Interlocked.Increment(ref _underWay);
            lock (Queries)
            {
                Most = Math.Max(Most, now);
            }

            try
            {
                await Task.Delay(milliseconds(), cancellationToken);
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
    }
}
