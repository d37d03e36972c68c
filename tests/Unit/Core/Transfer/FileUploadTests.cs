using R2.Content;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>What paths name besides plain files: links to them, files that do not know their length, and what is not to be opened.</summary>
public sealed class FileUploadTests : TransferTest
{
    /// <summary>Descriptors that the process has open below the fixture's folder.</summary>
    private IEnumerable<string?> OpenHere => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Select(static entry =>
        {
            try
            {
                return File.ResolveLinkTarget(entry, returnFinalTarget: false)?.FullName;
            }
            catch (IOException)
            {
                return null;
            }
        })
        .Where(target => target?.StartsWith(Fixture.Folder, StringComparison.Ordinal) == true);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(MemoryContent.SmallUpTo, true)]
    [InlineData(MemoryContent.SmallUpTo + 1, false)]
    public async Task Whole_SmallFile_IsReadOnceIntoMemory(int length, bool inMemory)
    {
        byte[] bytes = Random(length);
        R2Content source = await R2Content.FromFile(Fixture.FileOf(bytes)).OpenAsync(Cancellation);
        using MemoryStream copy = new();

        R2Content body = source.Whole();
        await body.CopyToAsync(copy, Cancellation);
        source.Close();

        Assert.Equal((inMemory, (long)length), (body.InMemory is not null, body.Length));
        Assert.Equal(bytes, copy.ToArray());
    }

    [UnixTheory("Links need rights on Windows.")]
    [InlineData(5000)]
    [InlineData((2 * PartSize) + 5)]
    public async Task Upload_Link_StoresTheFileBehindIt(int length)
    {
        byte[] bytes = Random(length);
        Fixture.FileOf(bytes, "file");
        string[] links =
        [
            SpecialFiles.Link(Path.Combine(Fixture.Folder, "relative"), "file"),
            SpecialFiles.Link(Path.Combine(Fixture.Folder, "absolute"), Path.Combine(Fixture.Folder, "file")),
            SpecialFiles.Link(Path.Combine(Fixture.Folder, "to-a-link"), "relative"),
            SpecialFiles.Link(Path.Combine(Fixture.Folder, "a-name-that-is-longer-than-many-files"), "./././file"),
        ];
        foreach (bool resume in new[] { false, true })
        {
            R2TransferManager manager = Fixture.Manager(o => o with { Resume = resume });
            foreach (string link in links)
            {
                R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(link)), Cancellation);

                Assert.Equal((length, link), (result.Size, result.Source));
                Assert.Equal(bytes, await Fixture.ReadAsync());
            }
        }

        foreach (string link in links)
        {
            Assert.Equal(length, R2Content.FromFile(link).Length);
            await Fixture.Client.PutObjectAsync(Bucket, "put", R2Content.FromFile(link), cancellationToken: Cancellation);
            Assert.Equal(bytes, await Fixture.ReadAsync("put"));
        }
    }

    [UnixFact("Links need rights on Windows.")]
    public async Task Upload_LinkResumed_GoesOnWithTheFileBehindIt()
    {
        byte[] bytes = Random((3 * PartSize) + 9);
        Fixture.FileOf(bytes, "file");
        string link = SpecialFiles.Link(Path.Combine(Fixture.Folder, "link"), "file");
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 2, Times = 1 });
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromFile(link)), Cancellation));

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(link)), Cancellation);

        Assert.Equal(2L * PartSize, result.ResumedBytes);
        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    [UnixFact("Pipes and sockets have no place in folders of Windows.")]
    public void FromFile_WhatIsNotAFile_IsRefusedUnopened()
    {
        string pipe = SpecialFiles.Pipe(Path.Combine(Fixture.Folder, "pipe"));
        string socket = SpecialFiles.Socket(Path.Combine(Fixture.Folder, "socket"));
        Dictionary<string, (string Code, string Says)> refused = new()
        {
            [pipe] = ("NotAFile", "a named pipe"),
            [SpecialFiles.Link(Path.Combine(Fixture.Folder, "to-pipe"), "pipe")] = ("NotAFile", "a named pipe"),
            [socket] = ("NotAFile", "a socket"),
            ["/dev/zero"] = ("NotAFile", "a device"),
            ["/dev/null"] = ("NotAFile", "a device"),
            [SpecialFiles.Link(Path.Combine(Fixture.Folder, "dangling"), "nothing")] = ("BrokenLink", "a link to 'nothing', which does not exist"),
            [SpecialFiles.Link(Path.Combine(Fixture.Folder, "to-dangling"), "dangling")] = ("BrokenLink", "a link to 'dangling', which does not exist"),
            [SpecialFiles.Link(Path.Combine(Fixture.Folder, "loop"), "loop")] = ("BrokenLink", "a link to 'loop', which cannot be followed"),
            [Fixture.Folder] = ("PathIsFolder", "a folder"),
        };
        foreach ((string path, (string code, string says)) in refused)
        {
            R2Exception[] errors = [Assert.Throws<R2Exception>(() => R2Content.FromFile(path)), Assert.Throws<R2Exception>(() => R2Content.FromFile(path))];

            Assert.All(errors, e =>
            {
                Assert.Equal(code, e.Code);
                Assert.Contains(path, e.Message, StringComparison.Ordinal);
                Assert.Contains(says, e.Message, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void FromFile_NothingThere_SaysSo()
    {
        string none = Path.Combine(Fixture.Folder, "none");

        Assert.Equal(none, Assert.Throws<FileNotFoundException>(() => R2Content.FromFile(none)).FileName);
        Assert.ThrowsAny<IOException>(() => R2Content.FromFile(Path.Combine(none, "below")));
        Assert.Throws<ArgumentException>(() => R2Content.FromFile(""));
        Assert.Throws<ArgumentException>(() => R2Content.FromFile("a\0b"));
    }

    [UnixFact("Pipes have no place in folders of Windows.")]
    public async Task Upload_PipeThatTookTheFilesPlace_IsRefusedUnopened()
    {
        string path = Fixture.FileOf(Random(100));
        R2Content source = R2Content.FromFile(path);
        File.Delete(path);
        SpecialFiles.Pipe(path);
        R2TransferManager manager = Fixture.Manager();

        Assert.Equal("NotAFile", (await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation))).Code);
    }

    [UnixFact("/proc and /sys are Linux's.")]
    public async Task Upload_FileWithoutTrueLength_IsReadToItsEnd()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc and /sys are Linux's.");
        foreach (string path in new[] { "/proc/version", "/proc/filesystems", SpecialFiles.ShortFile() }.OfType<string>())
        {
            byte[] expected = SpecialFiles.Read(path);
            Assert.NotEmpty(expected);
            R2TransferManager manager = Fixture.Manager();

            R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation);
            await Fixture.Client.PutObjectAsync(Bucket, "put", R2Content.FromFile(path), cancellationToken: Cancellation);
            await Fixture.Client.PutObjectAsync(Bucket, "range", R2Content.FromFile(path, 2, 3), cancellationToken: Cancellation);

            Assert.Equal(expected.Length, result.Size);
            Assert.Equal(expected, await Fixture.ReadAsync());
            Assert.Equal(expected, await Fixture.ReadAsync("put"));
            Assert.Equal(expected[2..5], await Fixture.ReadAsync("range"));
        }
    }

    [UnixFact("/proc is Linux's.")]
    public async Task Upload_FileWithoutTrueLengthOfManyParts_GoesInParts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's.");
        // What a process has mapped, 8 bytes a page: as much as is read of it, and none of it changes.
        const string Path = "/proc/self/pagemap";
        Assert.SkipUnless(File.Exists(Path), "This kernel has no pagemap.");
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        R2TransferManager manager = Fixture.Manager();
        R2TransferProgress progress = new("key");
        Task upload = manager.UploadAsync(Fixture.Upload(R2Content.FromFile(Path)) with { Progress = progress }, cancellation.Token);
        while (Fixture.Emulator.Requests.CountOf("UploadPart") < 2 && !upload.IsCompleted)
        {
            await Task.Yield();
        }

        Assert.False(upload.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(65536)]
    [InlineData(65537)]
    public async Task Upload_SmallFile_IsStoredWhole(int length)
    {
        byte[] bytes = Random(length);
        R2TransferManager manager = Fixture.Manager(o => o with { PartSize = R2Client.MaxSingleUploadBytes });

        Assert.Equal(length, (await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(Fixture.FileOf(bytes))), Cancellation)).Size);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal(length, R2Content.FromFile(Path.Combine(Fixture.Folder, "source.bin")).Length);
    }

    [UnixFact("Pipes have no place in folders of Windows.")]
    public async Task Upload_FileThatGivesNothingForNow_CanBeCancelled()
    {
        string pipe = SpecialFiles.Pipe(Path.Combine(Fixture.Folder, "pipe"));
        Task<FileStream> writer = Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write));
        using FileStream reader = new(pipe, FileMode.Open, FileAccess.Read);
        using FileStream written = await writer;
        using CancellationTokenSource cancellation = new();
        R2TransferManager manager = Fixture.Manager();
        Task upload = manager.UploadAsync(Fixture.Upload(R2Content.FromStream(reader)), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
    }

    [UnixTheory("Pipes have no place in folders of Windows.")]
    [InlineData(3)]
    [InlineData((2 * PartSize) + 5)]
    public async Task Upload_StreamOfAPipe_IsReadToItsEnd(int length)
    {
        byte[] bytes = Random(length);
        string pipe = SpecialFiles.Pipe(Path.Combine(Fixture.Folder, "pipe"));
        Task writer = Task.Run(() => File.WriteAllBytes(pipe, bytes), Cancellation);
        using FileStream reader = File.OpenRead(pipe);
        R2TransferManager manager = Fixture.Manager();

        await manager.UploadAsync(Fixture.Upload(R2Content.FromStream(reader)), Cancellation);
        await writer;

        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    [UnixFact("/proc is Linux's.")]
    public async Task Upload_StreamThatSaysItIsEmpty_IsReadAllTheSame()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's.");
        using FileStream stream = File.OpenRead("/proc/version");
        R2TransferManager manager = Fixture.Manager();

        await manager.UploadAsync(Fixture.Upload(R2Content.FromStream(stream)), Cancellation);

        Assert.Equal(await File.ReadAllBytesAsync("/proc/version", Cancellation), await Fixture.ReadAsync());
    }

    [UnixFact("The open files of a process are read from /proc.")]
    public async Task Upload_ManySourcesAtOnce_HoldNoFileOpenBeforeAndAfter()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The open files of a process are read from /proc.");
        R2Content[] sources = [.. Enumerable.Range(0, 2000).Select(i => R2Content.FromFile(Fixture.FileOf(Random(10, i), $"f{i}")))];
        Assert.Empty(OpenHere);
        R2TransferManager manager = Fixture.Manager();

        await Task.WhenAll(sources.Take(20).Select((source, i) => manager.UploadAsync(Fixture.Upload(source, $"k{i}"), Cancellation)));
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "PutObject", Times = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(sources[0]), Cancellation));

        Assert.Empty(OpenHere);
    }

    [Fact]
    public void FromFile_NameThatIsNotUtf8_SaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Names are UTF-16 there.");

        R2Exception e = Assert.Throws<R2Exception>(() => R2Content.FromFile("/nowhere/caf\uFFFD.txt"));

        Assert.Equal(R2ErrorCodes.NameNotUtf8, e.Code);
        Assert.Contains("not UTF-8", e.Message, StringComparison.Ordinal);
    }
}
