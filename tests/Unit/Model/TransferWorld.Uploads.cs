using R2.Models;

namespace R2.Unit.Model;

internal sealed partial class TransferWorld
{
    private ModelStep? _lastUpload;

    private async Task UploadAsync(ModelStep step, bool again)
    {
        if (again && _lastUpload is { } last)
        {
            // The same file to the same key, resumed: with other content of the same length and time, where the seed says so.
            step = step with { Key = last.Key, File = last.File, Size = last.Size, Mode = last.Mode, Source = step.Seed == 1 ? SourceKind.Plain : SourceKind.Kept, Resume = true };
        }

        string key = KeyOf(step.Key);
        (string path, byte[]? content) = Prepare(step);
        _lastUpload = step;
        StoredObject? before = Expected(key);
        (bool happened, StoredObject? other) = (false, null);
        using CancellationTokenSource stop = new();
        bool whole = content is not null && content.Length <= Threshold;
        Injure(step, whole ? "PutObject" : (step.AtRequest % 3) switch { 0 => "CompleteMultipartUpload", 1 => "UploadPart", _ => "CreateMultipartUpload" }, content?.Length ?? 0);
        Arm(step, key, content is null ? null : path, stop, state => (happened, other) = (true, state));
        bool succeeded = await SucceedsAsync(async () =>
        {
            R2TransferManager manager = Manager(step, step.Resume);
            await manager.UploadAsync(Request(step, key, R2Content.FromFile(path)), stop.Token);
        });
        _emulator.Faults.Clear();
        await JudgeUploadAsync(step, key, succeeded, before, happened, other, content, content is null ? null : File.ReadAllBytes(path));
    }

    private async Task JudgeUploadAsync(
        ModelStep step, string key, bool succeeded, StoredObject? before, bool happened, StoredObject? other, byte[]? content, byte[]? contentNow)
    {
        Assert.False(succeeded && content is null, "nothing that is a file was read, and success was reported");
        Assert.False(!succeeded && content is not null && step.Trouble == Trouble.None, $"it failed without trouble: {_failure}");
        StoredObject? Ours(byte[]? bytes) => bytes is null ? null : new(bytes, NoteOf(step), TypeOf(step), ClassOf(step));
        if (succeeded)
        {
            // One version or the other; a change that hides behind the file's time may be mixed, which no reader of files can see.
            StoredObject? actual = await _store.GetAsync(key);
            bool hidden = step.Trouble == Trouble.ChangeContent && actual?.Bytes.Length == content!.Length;
            await SettleAsync(key, "an upload that succeeded", hidden ? [Ours(actual!.Bytes)] : [Ours(content!), Ours(contentNow ?? content!)]);
        }
        else
        {
            // A connection that breaks at the end of a body has carried it; that of nothing breaks at its end at once.
            bool mayHaveArrived = step.Trouble is Trouble.LoseAnswer or Trouble.Cancel || (step.Trouble == Trouble.BreakAlways && content is []);
            await SettleAsync(key, "an upload that failed", mayHaveArrived ? [happened ? other : before, Ours(content)] : [happened ? other : before]);
        }

        int uploads = (await _store.UploadsAsync()).Length;
        // Whose id was lost with the answer that had it, nobody can end: R2 does so after a week.
        bool idWasLost = step.Trouble == Trouble.LoseAnswer && step.AtRequest % 3 == 2;
        Assert.True(uploads <= _uploads + ((step.Resume && !succeeded) || idWasLost ? 1 : 0), $"{uploads} unfinished uploads are left, {_uploads} were before");
        _uploads = uploads;
        _mayLeaveFiles |= step.Resume && !succeeded;
    }

    /// <summary>Two at once: the object is one of them, whole.</summary>
    private async Task TwoUploadsAsync(ModelStep step)
    {
        string key = KeyOf(step.Key);
        StoredObject? before = Expected(key);
        byte[][] contents = [Content(step.Size, step.Seed), Content(step.Size, step.Seed + 10)];
        bool[] succeeded = await Task.WhenAll(contents.Select((content, number) => SucceedsAsync(async () =>
        {
            string path = Path.Combine(_folder, "up", $"twin{number}");
            await File.WriteAllBytesAsync(path, content);
            R2TransferManager manager = Manager(step, resume: false);
            await manager.UploadAsync(Request(step, key, R2Content.FromFile(path)));
        })));
        Assert.True(succeeded.All(static one => one), $"one of two uploads failed: {_failure}");
        await SettleAsync(key, "two uploads at once", contents.Select(content => new StoredObject(content, NoteOf(step), TypeOf(step), ClassOf(step))));
        Assert.Equal(_uploads, (await _store.UploadsAsync()).Length);
    }

    private static R2UploadRequest Request(ModelStep step, string key, R2Content source) => new()
    {
        BucketName = "bucket",
        Key = key,
        Content = source,
        Options = new PutObjectOptions { Metadata = MetadataOf(step), ContentType = TypeOf(step), StorageClass = ClassOf(step) },
    };
}
