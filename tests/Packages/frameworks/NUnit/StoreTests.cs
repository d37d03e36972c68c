using NUnit.Framework;
using R2.Testing;

public sealed class StoreTests
{
    private R2Fixture _r2 = null!;

    [SetUp]
    public Task SetUp() => (_r2 = new R2Fixture()).ResetAsync();

    [TearDown]
    public void TearDown() => _r2.Dispose();

    [Test]
    public async Task Put_IsThere()
    {
        await _r2.Client.PutObjectAsync(_r2.BucketName, "a", "text"u8.ToArray());
        Assert.That((await _r2.Client.HeadObjectAsync(_r2.BucketName, "a")).Size, Is.EqualTo(4));
    }

    [Test]
    public async Task SampleData_IsThere() => Assert.That(await _r2.Client.HeadObjectAsync(_r2.BucketName, "readme.txt"), Is.Not.Null);
}
