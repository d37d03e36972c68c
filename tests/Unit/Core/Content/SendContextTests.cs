using R2.Content;

namespace R2.Unit.Core.Content;

/// <summary>How far a body is, however often it is sent.</summary>
public class SendContextTests
{
    [Fact]
    public async Task Body_SentTwiceWithinOneAttempt_IsNoMoreThanItself()
    {
        R2TransferProgress progress = new("key");
        using SendContext sending = new(new BlockPool(1), bandwidth: null, progress);
        using HttpBody body = new(R2Content.FromBytes(new byte[1000]), sending);

        await body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        await body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        Assert.Equal(1000, progress.BytesDone);
    }
}
