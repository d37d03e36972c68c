using R2.Transfer;

namespace R2.Unit.Core.Transfer;

public class PartialFileTests
{
    // Opened and not committed: should it be taken, nothing is replaced.
    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/stdout")]
    public void Open_Device_IsRefused(string target)
    {
        if (!File.Exists(target))
        {
            return;
        }

        R2Exception e = Assert.Throws<R2Exception>(() => PartialFile.Open(target, "identity", 0, keepContent: false).Dispose());

        Assert.Equal(R2ErrorCodes.TargetNotWritable, e.Code);
        Assert.Contains("device", e.Message, StringComparison.Ordinal);
    }
}
