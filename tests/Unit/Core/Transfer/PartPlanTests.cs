using R2.Transfer;

namespace R2.Unit.Core.Transfer;

public class PartPlanTests
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(100 * MiB, 0, 100 * MiB)]
    [InlineData((100 * MiB) + 1, 11, 1)]
    [InlineData(110 * MiB, 11, 10 * MiB)]
    [InlineData(100_000 * MiB, 10_000, 10 * MiB)]
    [InlineData((100_000 * MiB) + 1, 9_091, 1)]
    public void Create_WithDefaults_CutsIntoEqualParts(long length, int parts, long lastLength)
    {
        PartPlan plan = PartPlan.Create(length, TransferDefaults.MultipartThreshold, TransferDefaults.PartSize);

        Assert.Equal(parts, plan.PartCount);
        Assert.Equal(parts == 0, plan.IsSingle);
        if (lastLength > 1)
        {
            Assert.Equal(lastLength, plan.LengthOf(Math.Max(1, parts)));
        }
    }

    [Theory]
    [InlineData((5L * 1024 * GiB) - (5 * GiB))]
    [InlineData((5 * GiB) - (5 * MiB) + 1)]
    [InlineData(123_456_789_012)]
    [InlineData(5 * MiB)]
    public void InParts_AnyLength_KeepsR2sRules(long length)
    {
        PartPlan plan = PartPlan.InParts(length, TransferDefaults.PartSize);

        Assert.InRange(plan.PartCount, 1, 10_000);
        Assert.InRange(plan.PartSize, 5 * MiB, (5 * GiB) - (5 * MiB));
        Assert.InRange(plan.LengthOf(plan.PartCount), 1, plan.PartSize);
        Assert.Equal(length, plan.OffsetOf(plan.PartCount) + plan.LengthOf(plan.PartCount));
    }

    [Fact]
    public void Create_AboveTheLimitOfOneRequest_IsInPartsWhateverTheThreshold() =>
        Assert.False(PartPlan.Create((5 * GiB) - (5 * MiB) + 1, long.MaxValue, TransferDefaults.PartSize).IsSingle);

    [Fact]
    public void Create_OutsideR2sLimits_IsRefusedWithTheRange()
    {
        Assert.Contains("5 TiB − 5 GiB", Assert.Throws<R2Exception>(() => PartPlan.Create((5L * 1024 * GiB) - (5 * GiB) + 1, 0, 5 * MiB)).Message, StringComparison.Ordinal);
        Assert.Contains("5 MiB", Assert.Throws<R2Exception>(() => PartPlan.Create(1, 0, (5 * MiB) - 1)).Message, StringComparison.Ordinal);
        Assert.Contains("5 MiB", Assert.Throws<R2Exception>(() => PartPlan.Create(1, 0, (5 * GiB) - (5 * MiB) + 1)).Message, StringComparison.Ordinal);
    }
}
