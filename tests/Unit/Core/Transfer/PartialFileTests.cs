using System.Diagnostics;
using R2.Files;
using R2.Transfer.Paths;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

public sealed class PartialFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-partial-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_folder, "target");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Opened and not committed: should it be taken, nothing is replaced.
    [UnixTheory("What Unix keeps in /dev.")]
    [InlineData("/dev/null")]
    [InlineData("/dev/stdout")]
    public void Create_Device_IsRefused(string target)
    {
        if (!File.Exists(target))
        {
            return;
        }

        R2Exception e = Assert.Throws<R2Exception>(() => PartialFile.Create(target).Dispose());

        Assert.Equal(R2ErrorCodes.TargetNotWritable, e.Code);
        Assert.Contains("device", e.Message, StringComparison.Ordinal);
    }

    [UnixTheory("Links and pipes as files are Unix's.")]
    [InlineData("pipe", "is a named pipe")]
    [InlineData("folder", "a folder is in its place")]
    [InlineData("dangling", "a link to 'none', which does not exist")]
    [InlineData("loop", "cannot be followed")]
    [InlineData("link to a folder", "a folder is in its place")]
    public void Create_WhatIsNoRegularFile_IsRefusedAndLeftAlone(string what, string why)
    {
        DamagedJournals.Put(what is "pipe" or "folder" ? what : "link", Target, what switch { "dangling" => "none", "loop" => "target", _ => "." });

        R2Exception e = Assert.Throws<R2Exception>(() => PartialFile.Create(Target));

        Assert.Equal(R2ErrorCodes.TargetNotWritable, e.Code);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }

    /// <summary>A scanner looks at a new file, an editor keeps an old one open.</summary>
    [WindowsTheory("Unix replaces files that are open.")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_TargetThatAnotherHasOpen_WaitsForAMomentAndSaysSo(bool forAMoment)
    {
        await File.WriteAllTextAsync(Target, "old", Cancellation);
        using PartialFile file = PartialFile.Create(Target);
        using FileStream held = new(Target, FileMode.Open, FileAccess.Read, FileShare.Read);

        Task committing = Task.Run(() => file.Commit(), Cancellation);
        if (forAMoment)
        {
            await Task.Delay(30, Cancellation);
            held.Dispose();
            await committing;
        }
        else
        {
            R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => committing);
            Assert.Equal(R2ErrorCodes.TargetNotWritable, e.Code);
            Assert.Contains($"'{Target}' cannot be written: another program has it open", e.Message, StringComparison.Ordinal);
            held.Dispose();
        }

        Assert.Equal(forAMoment ? "" : "old", await File.ReadAllTextAsync(Target, Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Commit_FolderMadeInItsPlaceMeanwhile_SaysSo(bool overwrite)
    {
        using PartialFile file = PartialFile.Create(Target);
        Directory.CreateDirectory(Target);

        R2Exception e = Assert.Throws<R2Exception>(() => file.Commit(overwrite));

        Assert.Equal(R2ErrorCodes.TargetNotWritable, e.Code);
        Assert.Contains($"'{Target}' cannot be written: something made a folder in its place", e.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Target));
    }

    [Fact]
    public void Create_FileWhereAFolderMustBe_SaysWhichFile()
    {
        File.WriteAllText(Target, "");

        R2Exception e = Assert.Throws<R2Exception>(() => PartialFile.Create(Path.Combine(Target, "in", "it")));

        Assert.Equal(R2ErrorCodes.TargetNotWritable, e.Code);
        Assert.Contains($"'{Target}' is a file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Twice_HasNamesThatNobodyCanGuessAndThatTellTheirFile()
    {
        using PartialFile first = PartialFile.Create(Target);
        using PartialFile second = PartialFile.Create(Target);

        Assert.NotEqual(first.Name, second.Name);
        Assert.All([first.Name, second.Name], static name => Assert.Matches("^\\.target\\.r2-[0-9a-f]{16}\\.tmp$", name));
    }

    [Theory]
    [InlineData(245)]
    [InlineData(255)]
    public void Create_LongNames_AreWrittenApart(int length)
    {
        string[] targets = [.. "123456".Select(end => Path.Combine(_folder, new string('L', length - 1) + end))];
        PartialFile[] files = [.. targets.Select(target => PartialFile.Create(target))];
        for (int i = 0; i < files.Length; i++)
        {
            files[i].Content.WriteByte((byte)i);
        }

        Array.ForEach(files, static file => file.Commit());
        Array.ForEach(files, static file => file.Dispose());

        Assert.Equal([0, 1, 2, 3, 4, 5], targets.SelectMany(File.ReadAllBytes));
        Assert.Equal(targets.Length, Directory.GetFileSystemEntries(_folder).Length);
    }

    [UnixTheory("Windows has no modes.")]
    [InlineData(0b110_000_000)]
    [InlineData(0b111_101_101)]
    [InlineData(0b110_100_000)]
    [InlineData(0b110_110_110)]
    [InlineData(0b100_111_111_101)]
    public void Commit_OverAFile_HasItsModeAndNeverMore(int bits)
    {
        File.WriteAllText(Target, "old");
        FileModes.Set(Target, (UnixFileMode)bits);
        using PartialFile file = PartialFile.Create(Target);
        Assert.Equal(FileModes.OwnerOnly, FileModes.Of(file.Path));

        file.Content.Write("new"u8);
        file.Commit();

        Assert.Equal((UnixFileMode)(bits & 0b111_111_111), FileModes.Of(Target));
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [UnixFact("Root alone gives files to others.")]
    public void Commit_ByRootOverAnotherUsersFile_LeavesItTheirs()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Root alone gives files to others.");
        File.WriteAllText(Target, "old");
        Give(Target);
        FileModes.Set(Target, FileModes.OwnerOnly | UnixFileMode.GroupRead);

        using (PartialFile file = PartialFile.Create(Target))
        {
            file.Commit();
        }

        UnixFile now = UnixFile.At(Target)!.Value;
        Assert.Equal((1234u, 4321u, FileModes.OwnerOnly | UnixFileMode.GroupRead), (now.Owner, now.Group, now.Mode));
    }

    /// <summary>Who made it may have it open, and write to it when it has its name.</summary>
    [UnixFact("Root alone gives files to others.")]
    public void TryTakeUp_AnotherUsersFile_IsNotTaken()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Root alone gives files to others.");
        TargetFile target = TargetFile.At(Target);
        string name = TemporaryName.New(target.Name, "01234567");
        File.WriteAllText(Path.Combine(_folder, name), "");
        using (PartialFile? mine = PartialFile.TryTakeUp(target, new WrittenFolders(), name, "01234567", 0))
        {
            Assert.NotNull(mine);
            mine.Keep();
        }

        Give(Path.Combine(_folder, name));

        Assert.Null(PartialFile.TryTakeUp(target, new WrittenFolders(), name, "01234567", 0));
    }

    [UnixFact("Windows has no modes.")]
    public void Commit_NewFile_HasTheModeOfAnyNewFile()
    {
        File.WriteAllText(Path.Combine(_folder, "any"), "");
        using PartialFile file = PartialFile.Create(Target);
        Assert.Equal(FileModes.OwnerOnly, FileModes.Of(file.Path));
        using PartialFile secret = PartialFile.Create(Target + "2", ownerOnly: true);

        file.Commit();
        secret.Commit();

        Assert.Equal(FileModes.Of(Path.Combine(_folder, "any")), FileModes.Of(Target));
        Assert.Equal(FileModes.OwnerOnly, FileModes.Of(Target + "2"));
    }

    [UnixTheory("Links need rights there.")]
    [InlineData("real")]
    [InlineData("sub/../real")]
    [InlineData("other-link")]
    public void Commit_ThroughALink_ReplacesTheFileAndKeepsTheLink(string link)
    {
        string real = Path.Combine(_folder, "real");
        File.WriteAllText(real, "old");
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        File.CreateSymbolicLink(Path.Combine(_folder, "other-link"), real);
        File.CreateSymbolicLink(Target, link);

        using (PartialFile file = PartialFile.Create(Target))
        {
            file.Content.Write("new"u8);
            file.Commit();
        }

        Assert.Equal(("new", link), (File.ReadAllText(real), new FileInfo(Target).LinkTarget));
    }

    [UnixFact("A file that is open cannot be replaced on Windows.")]
    public void Commit_TemporaryFileThatWasReplaced_IsRefusedAndNothingIsFollowed()
    {
        using PartialFile file = PartialFile.Create(Target);
        File.Delete(file.Path);
        File.CreateSymbolicLink(file.Path, Path.Combine(_folder, "elsewhere"));

        R2Exception e = Assert.Throws<R2Exception>(() => file.Commit());

        Assert.Equal(R2ErrorCodes.TargetNotWritable, e.Code);
        Assert.False(Path.Exists(Target));
    }

    [Fact]
    public void Commit_FileThatMayNotBeReplaced_StaysAsItIs()
    {
        using PartialFile file = PartialFile.Create(Target);
        File.WriteAllText(Target, "somebody's");

        R2Exception e = Assert.Throws<R2Exception>(() => file.Commit(overwrite: false));

        Assert.Equal((R2ErrorCodes.FileExists, "somebody's"), (e.Code, File.ReadAllText(Target)));
    }

    [Fact]
    public void Create_AfterOthersWereKilled_RemovesWhatTheyLeftOfThisFileAlone()
    {
        string[] others = [".other.r2-0123456789abcdef.tmp", ".target.r2-0123456789abcdef.part", ".target.r2-0123456789abcde.tmp", "target.r2-0123456789abcdef.tmp", ".target.tmp"];
        Array.ForEach([.. others, ".target.r2-0123456789abcdef.tmp"], name => File.WriteAllText(Path.Combine(_folder, name), ""));
        using PartialFile running = PartialFile.Create(Target);

        using (PartialFile file = PartialFile.Create(Target))
        {
            Assert.True(File.Exists(running.Path));
        }

        Assert.Equal(others.Append(running.Name).Order(StringComparer.Ordinal), Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Create_FolderRemovedBetweenTwoFiles_MakesItAnew()
    {
        WrittenFolders folders = new();
        TargetFile target = TargetFile.At(Path.Combine(_folder, "sub", "file"));
        PartialFile.Create(target, folders, null, 0).Dispose();
        Directory.Delete(target.Folder);

        using PartialFile file = PartialFile.Create(target, folders, null, 0);
        file.Commit();

        Assert.True(File.Exists(target.Path));
    }

    [Fact]
    public void Commit_FileThatGrewMeanwhile_IsRefused()
    {
        using PartialFile file = PartialFile.Create(Target);
        file.Content.Write("12345"u8);

        Assert.Equal(R2ErrorCodes.ChecksumMismatch, Assert.Throws<R2Exception>(() => file.Commit(4, true, null)).Code);
        Assert.False(Path.Exists(Target));
    }

    [Fact]
    public void Create_TargetWithATemporaryName_IsRefused() => Assert.Equal(
        R2ErrorCodes.TargetNotWritable, Assert.Throws<R2Exception>(() => PartialFile.Create(Path.Combine(_folder, ".a.r2-0123456789abcdef.part"))).Code);

    private static void Give(string path)
    {
        using Process process = Process.Start("chown", ["1234:4321", path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Writers that meet, and one that clears up after killed ones amid them; a reader sees the whole of one of them at every moment.</summary>
    [Fact]
    public async Task Commit_ThreeAtOnce_TheTargetIsWholeAtEveryMoment()
    {
        const int Length = 200_000;
        File.WriteAllBytes(Target, new byte[Length]);
        using CancellationTokenSource done = new();
        int torn = 0;
        int reads = 0;
        Task reader = Task.Run(Read, Cancellation);

        await Task.WhenAll(Enumerable.Range(1, 3).Select(writer => Task.Run(() => Write((byte)writer), Cancellation)));
        await done.CancelAsync();
        await reader;

        Assert.Equal(0, torn);
        Assert.InRange(reads, 1, int.MaxValue);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));

        void Read()
        {
            while (!done.IsCancellationRequested)
            {
                byte[] seen;
                try
                {
                    seen = File.ReadAllBytes(Target);
                }
                catch (IOException) when (OperatingSystem.IsWindows())
                {
                    // Refused between the move and the close: a reader must come back, and sees no half of anything.
                    continue;
                }

                torn += seen.Length == Length && seen.All(b => b == seen[0]) ? 0 : 1;
                reads++;
                if (OperatingSystem.IsWindows())
                {
                    // What is open all the time is never replaced there.
                    Thread.Sleep(1);
                }
            }
        }

        void Write(byte writer)
        {
            byte[] bytes = new byte[Length];
            Array.Fill(bytes, writer);
            for (int round = 0; round < 300; round++)
            {
                using PartialFile file = PartialFile.Create(Target);
                file.Content.Write(bytes);
                file.Commit();
            }
        }
    }
}
