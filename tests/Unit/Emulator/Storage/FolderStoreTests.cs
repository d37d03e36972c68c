using System.Net.Sockets;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed partial class FolderStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-emulator-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_SameFolder_FindsEverythingAgain()
    {
        string id;
        string etag;
        using (EmulatorClient first = Open())
        {
            await first.SendAsync("PUT", "/fresh", (byte[]?)null, ("x-amz-storage-class", "STANDARD_IA"));
            await first.SendAsync("PUT", "/fresh/a%2F..%2F%00%C3%A9", new byte[600_000], ("x-amz-meta-name", "v"), ("Cache-Control", "no-store"));
            await first.SendAsync("PUT", "/fresh/copy", (byte[]?)null, ("x-amz-copy-source", "/fresh/a%2F..%2F%00%C3%A9"));
            await first.SendAsync("DELETE", "/fresh?lifecycle", (byte[]?)null);
            id = await first.CreateUploadAsync("/fresh/mpu");
            etag = (await first.UploadPartAsync("/fresh/mpu", id, 1, [1, 2, 3])).ETag!;
        }

        using EmulatorClient second = Open();
        EmulatorReply get = await second.GetAsync("/fresh/a%2F..%2F%00%C3%A9");
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
        using EmulatorClient client = Open();
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
        using EmulatorClient client = Open();
        await client.PutAsync("/bucket/key", "body");
        client.Server.Faults.Add(Fault.DropReply() with { Operation = "GetObject" });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/bucket/key"));
        await client.SendAsync("DELETE", "/bucket/key", (byte[]?)null);
        Assert.Empty(Bodies());
    }

    [Fact]
    public async Task Start_BodyNobodyRefersTo_IsRemovedAndNothingElse()
    {
        using (EmulatorClient first = Open())
        {
            await first.PutAsync("/bucket/key", "kept");
        }

        string orphan = Write($"bodies/ff/ff{new string('0', 30)}");
        string[] foreign = [Write("bodies/thesis.docx"), Write("bodies/sub/thesis.docx"), Write("bodies/ff/ff00"), Write($"bodies/ff/FF{new string('1', 30)}"), Write($"bodies/sub/ff{new string('0', 30)}")];
        using EmulatorClient second = Open();
        Assert.False(File.Exists(orphan));
        Assert.All(foreign, static file => Assert.True(File.Exists(file)));
        Assert.Equal("kept", (await second.GetAsync("/bucket/key")).Text);
    }

    [Fact]
    public void Start_FolderOfSomethingElse_IsRefusedAndLeftAlone()
    {
        string thesis = Write($"bodies/ab/ab{new string('0', 30)}");

        Assert.Contains("was not created by an emulator", Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);

        Assert.Equal([thesis], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Start_FolderInUse_IsRefusedUntilTheOtherHasStopped()
    {
        using EmulatorClient first = Open();
        await first.PutAsync("/bucket/key", "kept");

        Assert.Contains("in use", Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal("kept", (await first.GetAsync("/bucket/key")).Text);
        first.Server.Stop();
        using EmulatorClient second = Open();
        Assert.Equal("kept", (await second.GetAsync("/bucket/key")).Text);
    }

    [Fact]
    public void Start_ThatFails_LetsTheFolderGo()
    {
        using TcpListener listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Throws<System.Net.Sockets.SocketException>(() => R2EmulatorServer.Start(new R2EmulatorOptions { StorePath = _folder, Port = port }));

        using EmulatorClient second = Open();
    }

    [Fact]
    public async Task Start_TwoAtOnceInAnEmptyFolder_OneGetsIt()
    {
        for (int round = 0; round < 20; round++)
        {
            string path = Path.Combine(_folder, $"{round}");
            R2EmulatorServer?[] starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TryStart(path), TestContext.Current.CancellationToken)));
            Assert.Single(starts, static server => server is not null);
            Array.ForEach(starts, static server => server?.Dispose());
        }
    }

    [UnixFact("Windows has access lists, which are inherited.")]
    public async Task Folder_CanBeReadByItsOwnerAlone()
    {
        using EmulatorClient client = Open();
        await client.PutAsync("/bucket/key", "secret");
        await client.CreateUploadAsync("/bucket/mpu");

        Assert.All(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode));
        Assert.All(
            Directory.GetDirectories(_folder, "*", SearchOption.AllDirectories).Append(_folder),
            static folder => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(folder).UnixFileMode));
    }

    [UnixTheory("Links need a privilege there.")]
    [InlineData("bodies")]
    [InlineData("buckets")]
    public void Start_LinkInPlaceOfAFolder_IsRefusedAndNotFollowed(string name)
    {
        Open().Dispose();
        string elsewhere = Directory.CreateTempSubdirectory("r2-elsewhere-").FullName;
        string body = Path.Combine(Directory.CreateDirectory(Path.Combine(elsewhere, "ab")).FullName, $"ab{new string('0', 30)}");
        File.WriteAllText(body, "mine");
        Directory.Delete(Path.Combine(_folder, name), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(_folder, name), elsewhere);

        Assert.Contains("link", Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);

        Assert.Equal("mine", File.ReadAllText(body));
        Directory.Delete(elsewhere, recursive: true);
    }

    [UnixTheory("Only Unix has pipes in folders.")]
    [InlineData("link", "bodies")]
    [InlineData("link", "buckets")]
    [InlineData("pipe", "bodies")]
    [InlineData("pipe", "buckets")]
    public async Task Start_LinkOrPipeInPlaceOfAFile_IsNamedAndNotWaitedFor(string kind, string below)
    {
        using (EmulatorClient first = Open())
        {
            await first.PutAsync("/bucket/key", "kept");
        }

        string file = Directory.GetFiles(Path.Combine(_folder, below), "*", SearchOption.AllDirectories).First(static file => !file.EndsWith("bucket.json", StringComparison.Ordinal));
        if (kind == "link")
        {
            File.Move(file, file + ".elsewhere");
            File.CreateSymbolicLink(file, file + ".elsewhere");
        }
        else
        {
            File.Delete(file);
            await ShellProcess.RunProgramAsync("mkfifo", file);
        }

        if (kind == "link" && below == "buckets")
        {
            // A record behind a link is left out, as every link is.
            using EmulatorClient second = Open();
            Assert.Equal(404, (await second.GetAsync("/bucket/key")).Status);
        }
        else
        {
            Assert.Contains(file, Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"Id":"../../../../etc/passwd","Offset":0,"Length":5}""")]
    [InlineData("{")]
    public async Task Start_DamagedRecord_IsNamed(string slice)
    {
        using (EmulatorClient first = Open())
        {
            await first.PutAsync("/bucket/key", "kept");
        }

        string record = Directory.GetFiles(Path.Combine(_folder, "buckets"), "*.json", SearchOption.AllDirectories).First(static file => !file.EndsWith("bucket.json", StringComparison.Ordinal));
        string text = await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(record, SliceOf().Replace(text, _ => slice), TestContext.Current.CancellationToken);

        Assert.Contains(record, Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);
    }

    [System.Text.RegularExpressions.GeneratedRegex("""\{"Id":[^}]*\}""")]
    private static partial System.Text.RegularExpressions.Regex SliceOf();

    private static R2EmulatorServer? TryStart(string path)
    {
        try
        {
            return R2EmulatorServer.Start(new R2EmulatorOptions { StorePath = path });
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string Write(string name)
    {
        string path = Path.Combine(_folder, name.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "foreign");
        return path;
    }

    private string[] Bodies() => Directory.GetFiles(Path.Combine(_folder, "bodies"), "*", SearchOption.AllDirectories);

    private EmulatorClient Open() => new(new R2EmulatorOptions { StorePath = _folder, Buckets = ["bucket"], TimeProvider = new EmulatorClock() });
}
