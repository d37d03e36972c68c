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
    public void Slices_OfAnyCut_CoverTheObjectOnceWithoutCrossingParts(long length, long partSize, long rangeSize)
    {
        DownloadPlan plan = new(length, partSize, rangeSize);
        long next = 0;
        for (int range = 0; range < plan.RangeCount; range++)
        {
            Assert.Equal(next, plan.OffsetOf(range));
            Assert.InRange(plan.LengthOf(range), 1, rangeSize);
            Assert.Equal(plan.OffsetOf(range) / Math.Min(partSize, length), (plan.OffsetOf(range) + plan.LengthOf(range) - 1) / Math.Min(partSize, length));
            Assert.Equal(plan.OffsetOf(range) / Math.Min(partSize, length), plan.PartOf(range));
            next += plan.LengthOf(range);
        }

        Assert.Equal(length, next);
    }
}
