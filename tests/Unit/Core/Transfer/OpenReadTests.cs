using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class OpenReadTests : TransferTest
{
    [Fact]
    public async Task OpenRead_BrokenTwice_IsOneWholeStream()
    {
        byte[] bytes = await StoreAsync((2 * PartSize) + 5);
        Fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(2_000_000) with { Operation = "GetObject", Times = 2 });
        R2TransferManager manager = Fixture.Manager();

        R2ObjectContent opened = await manager.OpenReadAsync(Bucket, "key", cancellationToken: Cancellation);
        (R2ObjectInfo info, Stream content) = (opened.Info, opened.Content);
        using MemoryStream read = new();
        await using (content)
        {
            await content.CopyToAsync(read, Cancellation);
        }

        Assert.Equal(bytes.Length, info.Size);
        Assert.Equal(bytes, read.ToArray());
    }

    [Fact]
    public async Task OpenRead_ManyStreamsThatBreakOnce_EachHasItsOwnBudget()
    {
        byte[] bytes = await StoreAsync(100_000);
        int streams = TransferDefaults.BudgetPerAttempt + 2;
        R2TransferManager manager = Fixture.Manager(o => o with { Retry = TransferFixture.Retry with { MaxAttempts = 2 } });

        for (int i = 0; i < streams; i++)
        {
            Fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(50_000) with { Operation = "GetObject", Times = 1 });
            Stream content = (await manager.OpenReadAsync(Bucket, "key", cancellationToken: Cancellation)).Content;
            using MemoryStream read = new();
            await using (content)
            {
                await content.CopyToAsync(read, Cancellation);
            }

            Assert.Equal(bytes, read.ToArray());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenRead_Closed_SaysThatItCannotBeReadAndAsksForNothing(bool verified)
    {
        await StoreAsync(100_000);
        R2TransferManager manager = Fixture.Manager();
        Stream content = (await manager.OpenReadAsync(Bucket, "key", verified ? null : new GetObjectOptions { Range = R2ByteRange.FromLength(0, 10) }, cancellationToken: Cancellation)).Content;
        Assert.True(content.CanRead);

        await content.DisposeAsync();

        Assert.False(content.CanRead);
        int before = Fixture.Emulator.Requests.Count;
        Assert.Throws<ObjectDisposedException>(() => content.ReadByte());
        Assert.Equal(before, Fixture.Emulator.Requests.Count);
        R2Exception e = Assert.Throws<R2Exception>(() => R2Content.FromStream(content));
        Assert.Equal((R2ErrorCodes.SourceUnreadable, "The stream is closed."), (e.Code, e.Message));
    }

    [Fact]
    public async Task GetObject_BodyClosed_SaysThatItCannotBeRead()
    {
        await StoreAsync(100_000);
        R2ObjectContent content = await Fixture.Client.GetObjectAsync(Bucket, "key", cancellationToken: Cancellation);

        content.Dispose();

        Assert.False(content.Content.CanRead);
    }

    /// <summary>As who reads with a time-out for each reading does.</summary>
    [Fact]
    public async Task OpenRead_AReadingThatWasCancelled_IsFollowedByTheRest()
    {
        byte[] bytes = await StoreAsync(1_000_000);
        Fixture.Emulator.Faults.Add(Fault.Stall(100_000) with { Operation = "GetObject", Times = 1 });
        R2ObjectContent content = await Fixture.Manager().OpenReadAsync(TransferFixture.Bucket, "key", cancellationToken: Cancellation);
        await using (content)
        {
            using MemoryStream all = new();
            byte[] buffer = new byte[100_000];
            while (all.Length < 100_000)
            {
                all.Write(buffer, 0, await content.Content.ReadAsync(buffer.AsMemory(0, (int)(100_000 - all.Length)), Cancellation));
            }

            using CancellationTokenSource patience = new();
            ValueTask<int> stalled = content.Content.ReadAsync(buffer, patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stalled);
            await content.Content.CopyToAsync(all, Cancellation);

            Assert.Equal(bytes, all.ToArray());
        }
    }
}
