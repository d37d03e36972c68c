using R2.Transfer.Download;

namespace R2.Unit.Core.Transfer;

public class DownloadPlanTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(100, 100, 30)]
    [InlineData(100, 40, 30)]
    [InlineData(100, 40, 40)]
    [InlineData(100, 25, 100)]
    [InlineData(101, 25, 10)]
    [InlineData(7, 100, 100)]
    public void Slices_OfAnyCut_CoverTheObjectOnceWithoutCrossingParts(long length, long partSize, long sliceSize)
    {
        DownloadPlan plan = new(length, partSize, sliceSize);
        long next = 0;
        for (int slice = 0; slice < plan.SliceCount; slice++)
        {
            Assert.Equal(next, plan.OffsetOf(slice));
            Assert.InRange(plan.LengthOf(slice), 1, sliceSize);
            Assert.Equal(plan.OffsetOf(slice) / Math.Min(partSize, length), (plan.OffsetOf(slice) + plan.LengthOf(slice) - 1) / Math.Min(partSize, length));
            Assert.Equal(plan.OffsetOf(slice) / Math.Min(partSize, length), plan.PartOf(slice));
            next += plan.LengthOf(slice);
        }

        Assert.Equal(length, next);
    }
}
