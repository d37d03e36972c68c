namespace R2.Unit.Model;

internal sealed partial class TransferWorld
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    /// <summary>Files that a link led to, rightly.</summary>
    private readonly HashSet<string> _followed = [];
    private ModelStep? _lastDownload;

    private async Task DownloadAsync(ModelStep step, bool again)
    {
        if (again && _lastDownload is { } last)
        {
            step = step with { Key = last.Key, File = last.File, Target = TargetKind.Kept, Resume = true };
        }

        _lastDownload = step;
        string key = KeyOf(step.Key);
        string path = PrepareTarget(step);
        LocalFile link = LocalFile.Of(path);
        // A link to a file stands for that file; one to nothing is refused.
        string real = link.LinkTarget ?? path;
        LocalFile before = LocalFile.Of(real);
        bool dangles = link.LinkTarget is not null && before.Content is null;
        StoredObject? expected = Expected(key);
        (bool happened, StoredObject? other) = (false, null);
        using CancellationTokenSource stop = new();
        Injure(step, "GetObject", expected?.Bytes.Length ?? 0);
        Arm(step, key, file: null, stop, state => (happened, other) = (true, state));
        bool succeeded = await SucceedsAsync(async () =>
        {
            R2TransferManager manager = Manager(step, step.Resume);
            await manager.DownloadAsync(new R2DownloadRequest { BucketName = "bucket", Key = key, Path = path }, stop.Token);
        });
        _emulator.Faults.Clear();
        await SettleAsync(key, "a download", happened ? [other] : [expected]);
        _mayLeaveFiles |= step.Resume && !succeeded;
        bool readOnly = before is { Content: not null } && !before.Mode.HasFlag(UnixFileMode.UserWrite);
        Assert.False(!succeeded && expected is not null && !readOnly && !dangles && (step.Trouble is Trouble.None or Trouble.BreakOnce), $"it failed without trouble: {_failure}");
        if (succeeded)
        {
            Assert.False(dangles, "it was written through a link to nothing");
            LocalFile now = LocalFile.Of(real);
            _followed.Add(real);
            Assert.True(now.Content is { } bytes && (bytes.AsSpan().SequenceEqual(expected?.Bytes) || (happened && bytes.AsSpan().SequenceEqual(other?.Bytes))), $"the file is no version of the object: {now}");
            Assert.Equal(link.LinkTarget, LocalFile.Of(path).LinkTarget);
            Assert.Null(now.LinkTarget);
            Assert.True((now.Mode & ~ModeAllowed(before) & Permissions) == 0, $"the file has the mode {now.Mode}; before it was {before}");
        }
        else
        {
            Assert.Equal((link, before), (LocalFile.Of(path), LocalFile.Of(real)));
        }
    }

    /// <summary>Two downloads to one file: where one says that it succeeded, the file is whole.</summary>
    private async Task TwoDownloadsAsync(ModelStep step)
    {
        string key = KeyOf(step.Key);
        string path = PrepareTarget(step with { Target = TargetKind.Nothing });
        StoredObject? expected = Expected(key);
        bool[] succeeded = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SucceedsAsync(async () =>
        {
            await Task.Yield();
            R2TransferManager manager = Manager(step, resume: false);
            await manager.DownloadAsync(new R2DownloadRequest { BucketName = "bucket", Key = key, Path = path });
        })));
        Assert.Equal(expected is not null, succeeded.Contains(true));
        LocalFile now = LocalFile.Of(path);
        Assert.True(expected is null ? now.Content is null : now.Content.AsSpan().SequenceEqual(expected.Bytes), $"the file is {now} in place of {expected}");
    }

    private string PrepareTarget(ModelStep step)
    {
        string path = Path.Combine(_folder, "down", $"target{step.File}");
        if (step.Target == TargetKind.Kept)
        {
            return path;
        }

        Remove(path);
        string precious = Path.Combine(_folder, "precious", $"file{step.File}");
        switch (step.Target)
        {
            case TargetKind.File:
                Write(path, "what was there before"u8.ToArray(), step.Mode);
                break;
            case TargetKind.LinkToFile:
                File.WriteAllText(precious, "precious");
                _followed.Remove(precious);
                File.CreateSymbolicLink(path, precious);
                break;
            case TargetKind.DanglingLink:
                File.CreateSymbolicLink(path, Path.Combine(_folder, "precious", "nowhere"));
                break;
        }

        return path;
    }

    /// <summary>A new file's is that of any new file here; another keeps its own.</summary>
    private UnixFileMode ModeAllowed(LocalFile before)
    {
        if (before is { Content: not null, LinkTarget: null })
        {
            return before.Mode;
        }

        string fresh = Path.Combine(_folder, "fresh");
        File.WriteAllText(fresh, "");
        return LocalFile.Of(fresh).Mode;
    }
}
