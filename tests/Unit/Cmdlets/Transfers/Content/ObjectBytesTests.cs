using R2.Cmdlets.Transfers.Content;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Transfers.Content;

public class ObjectBytesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(5_000_000)]
    public async Task ReadAll_AsMuchAsWasAnnounced_IsOneArrayOfIt(int length)
    {
        byte[] bytes = TransferFixture.Random(length);

        byte[] read = await ObjectBytes.ReadAllAsync(new MemoryStream(bytes), length, Cancellation);

        Assert.True(bytes.AsSpan().SequenceEqual(read));
    }

    [Fact]
    public async Task ReadAll_LessThanWasAnnounced_CostsWhatArrived()
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);

        byte[] read = await ObjectBytes.ReadAllAsync(new MemoryStream(new byte[10]), 2_000_000_000, Cancellation);

        Assert.Equal(10, read.Length);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 500_000_000);
    }
}
