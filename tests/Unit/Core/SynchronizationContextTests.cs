using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>A caller with a context of one thread, such as a window's or a test runner's, may block on the libraries: none of their continuations needs that thread.</summary>
public sealed class SynchronizationContextTests
{
    [Fact]
    public async Task Transfers_CallerBlocksItsContext_EndWithoutIt()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        DeafContext context = new();

        await Task.Factory.StartNew(() => Block(context, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Assert.Equal(0, context.Posted);
    }

    [Fact]
    public async Task Context_ContinuationThatWantsIt_IsCounted()
    {
        DeafContext context = new();

        await Task.Factory.StartNew(
            () =>
            {
                SynchronizationContext.SetSynchronizationContext(context);
                _ = YieldAsync();
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        Assert.Equal(1, context.Posted);
    }

    private static async Task YieldAsync() => await Task.Yield();

    private static void Block(DeafContext context, CancellationToken cancellation)
    {
        SynchronizationContext.SetSynchronizationContext(context);
        using TransferFixture fixture = new();
        byte[] bytes = TransferFixture.Random(TransferFixture.PartSize + 1);
        R2TransferManager manager = fixture.Manager();

        Ended(manager.UploadAsync(fixture.Upload(R2Content.FromFile(fixture.FileOf(bytes))), cancellation), context, cancellation);
        R2ObjectInfo found = Ended(fixture.Client.HeadObjectAsync(TransferFixture.Bucket, "key", cancellationToken: cancellation), context, cancellation);
        Ended(manager.DownloadAsync(fixture.Download(Path.Combine(fixture.Folder, "back")), cancellation), context, cancellation);

        Assert.Equal(bytes.Length, found.Size);
    }

    /// <summary>What has gone to the context would wait for ever; it is no use to wait with it.</summary>
    private static T Ended<T>(Task<T> task, DeafContext context, CancellationToken cancellation)
    {
        Task.WaitAny([task, context.FirstPost], cancellation);
        Assert.Equal(0, context.Posted);
        return task.GetAwaiter().GetResult();
    }

    private sealed class DeafContext : SynchronizationContext
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _posted;

        public int Posted => Volatile.Read(ref _posted);

        public Task FirstPost => _first.Task;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posted);
            _first.TrySetResult();
        }
    }
}
