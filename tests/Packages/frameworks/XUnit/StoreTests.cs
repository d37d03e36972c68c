using R2.Testing;
using Xunit;

public sealed class StoreTests(R2Fixture r2) : IClassFixture<R2Fixture>
{
    [Fact]
    public async Task Put_IsThere()
    {
        await r2.Client.PutObjectAsync(r2.BucketName, "a", "text"u8.ToArray(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(4, (await r2.Client.HeadObjectAsync(r2.BucketName, "a", cancellationToken: TestContext.Current.CancellationToken)).Size);
    }

    [Fact]
    public async Task SampleData_IsThere()
    {
        await r2.ResetAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await r2.Client.HeadObjectAsync(r2.BucketName, "readme.txt", cancellationToken: TestContext.Current.CancellationToken));
    }
}
