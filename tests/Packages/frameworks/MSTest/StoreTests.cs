using Microsoft.VisualStudio.TestTools.UnitTesting;
using R2.Testing;

[TestClass]
public sealed class StoreTests
{
    private static R2Fixture s_r2 = null!;

    [ClassInitialize]
    public static Task Initialize(TestContext _) => (s_r2 = new R2Fixture()).ResetAsync();

    [ClassCleanup]
    public static void Cleanup() => s_r2.Dispose();

    [TestMethod]
    public async Task Put_IsThere()
    {
        await s_r2.Client.PutObjectAsync(s_r2.BucketName, "a", "text"u8.ToArray());
        Assert.AreEqual(4, (await s_r2.Client.HeadObjectAsync(s_r2.BucketName, "a")).Size);
    }

    [TestMethod]
    public async Task SampleData_IsThere() => Assert.IsNotNull(await s_r2.Client.HeadObjectAsync(s_r2.BucketName, "readme.txt"));
}
