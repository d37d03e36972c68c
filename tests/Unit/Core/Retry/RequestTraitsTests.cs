using R2.Retry;

namespace R2.Unit.Core.Retry;

public class RequestTraitsTests
{
    [Fact]
    public void Of_MessageWithTraits_AreThose()
    {
        RequestTraits traits = new() { Operation = "GetObject" };
        using HttpRequestMessage message = new();
        message.Options.Set(new HttpRequestOptionsKey<RequestTraits>("R2.RequestTraits"), traits);

        Assert.Same(traits, RequestTraits.Of(message));
    }

    [Fact]
    public void Of_MessageWithout_SaysSo()
    {
        using HttpRequestMessage message = new();

        Assert.Equal("The message carries no traits.", Assert.Throws<InvalidOperationException>(() => RequestTraits.Of(message)).Message);
        Assert.Throws<ArgumentNullException>(static () => RequestTraits.Of(null!));
    }
}
