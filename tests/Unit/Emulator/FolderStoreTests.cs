using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class FolderStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-emulator-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_SameFolder_FindsEverythingAgain()
    {
        string id;
        string etag;
        using (var first = Open())
        {
            await first.SendAsync("PUT", "/fresh", (byte[]?)null, ("x-amz-storage-class", "STANDARD_IA"));
            await first.SendAsync("PUT", "/fresh/a%2F..%2F%00%C3%A9", new byte[600_000], ("x-amz-meta-name", "v"), ("Cache-Control", "no-store"));
            await first.SendAsync("PUT", "/fresh/copy", (byte[]?)null, ("x-amz-copy-source", "/fresh/a%2F..%2F%00%C3%A9"));
            await first.SendAsync("DELETE", "/fresh?lifecycle", (byte[]?)null);
            id = await first.CreateUploadAsync("/fresh/mpu");
            etag = (await first.UploadPartAsync("/fresh/mpu", id, 1, [1, 2, 3])).ETag!;
        }

        using var second = Open();
        var get = await second.GetAsync("/fresh/a%2F..%2F%00%C3%A9");
        Assert.Equal((600_000, "v", "no-store"), (get.Body.Length, get["x-amz-meta-name"], get["Cache-Control"]));
        await second.PutAsync("/fresh/new", "x");
        Assert.Equal("STANDARD_IA", (await second.GetAsync("/fresh/new"))["x-amz-storage-class"]);
        Assert.Equal("NoSuchLifecycleConfiguration", (await second.GetAsync("/fresh?lifecycle")).Code);
        Assert.Equal(200, (await second.CompleteAsync("/fresh/mpu", id, [(1, etag)])).Status);
        Assert.Equal([1, 2, 3], (await second.GetAsync("/fresh/mpu")).Body);
        await second.SendAsync("DELETE", "/fresh/a%2F..%2F%00%C3%A9", (byte[]?)null);
        Assert.Equal(600_000, (await second.GetAsync("/fresh/copy")).Body.Length);
    }

    [Fact]
    public async Task Delete_LastReference_LeavesNoBody()
    {
        using var client = Open();
        await client.PutAsync("/bucket/key", "first");
        await client.PutAsync("/bucket/key", "second");
        Assert.Single(Bodies());
        await client.PutAsync("/bucket/bad", "x", ("Content-MD5", EmulatorMd5.Base64("y")));
        Assert.Single(Bodies());
        await client.SendAsync("DELETE", "/bucket/key", (byte[]?)null);
        Assert.Empty(Bodies());
        Assert.Equal(_folder, client.Server.StorePath);
    }

    /// <summary>An answer that a fault lost had kept its object's body for good.</summary>
    [Fact]
    public async Task Delete_AfterItsAnswerWasLost_LeavesNoBody()
    {
        using var client = Open();
        await client.PutAsync("/bucket/key", "body");
        client.Server.Faults.Add(Fault.DropReply() with { Operation = "GetObject" });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/bucket/key"));
        await client.SendAsync("DELETE", "/bucket/key", (byte[]?)null);
        Assert.Empty(Bodies());
    }

    [Fact]
    public async Task Start_BodyNobodyRefersTo_IsRemoved()
    {
        using (var first = Open())
        {
            await first.PutAsync("/bucket/key", "kept");
        }

        Directory.CreateDirectory(Path.Combine(_folder, "bodies", "ff"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "bodies", "ff", "ff00"), "left over", TestContext.Current.CancellationToken);
        using var second = Open();
        Assert.Single(Bodies());
        Assert.Equal("kept", (await second.GetAsync("/bucket/key")).Text);
    }

    private string[] Bodies() => Directory.GetFiles(Path.Combine(_folder, "bodies"), "*", SearchOption.AllDirectories);

    private EmulatorClient Open() => new(new R2EmulatorOptions { StorePath = _folder, Buckets = ["bucket"], TimeProvider = new EmulatorClock() });
}
