using R2.Models;

namespace R2.Unit.Model;

internal sealed partial class TransferWorld
{
    private async Task DeleteAsync(ModelStep step)
    {
        Assert.True(await SucceedsAsync(() => _client.DeleteObjectAsync("bucket", KeyOf(step.Key))));
        await SettleAsync(KeyOf(step.Key), "a removal", [null]);
    }

    /// <summary>Copy, move, and new metadata, which is a copy of an object onto itself.</summary>
    private async Task CopyAsync(ModelStep step)
    {
        bool setting = step.Action == ModelAction.SetMetadata;
        string from = KeyOf(step.Key);
        string to = setting ? from : KeyOf(step.OtherKey);
        bool itself = Identity(from) == Identity(to);
        if (itself && !setting)
        {
            // A copy onto itself without a change is refused by S3; a move onto itself must lose nothing.
            step = step with { Trouble = Trouble.None };
        }

        (StoredObject? source, StoredObject? before) = (Expected(from), Expected(to));
        (bool happened, StoredObject? other) = (false, null);
        using CancellationTokenSource stop = new();
        bool whole = source is null || source.Bytes.Length <= Part;
        Injure(step, whole ? "CopyObject" : (step.AtRequest % 3) switch { 0 => "CompleteMultipartUpload", 1 => "UploadPartCopy", _ => "CreateMultipartUpload" }, 0);
        Arm(step, from, file: null, stop, state => (happened, other) = (true, state));
        R2CopyRequest request = new()
        {
            SourceBucketName = "bucket",
            SourceKey = from,
            BucketName = "bucket",
            Key = to,
            Overwrite = step.Overwrites,
            Options = setting ? new() { MetadataDirective = R2MetadataDirective.Replace, Metadata = MetadataOf(step), ContentType = TypeOf(step), StorageClass = ClassOf(step) } : new(),
        };
        bool succeeded = await SucceedsAsync(async () =>
        {
            R2TransferManager manager = Manager(step, resume: false);
            await (step.Action == ModelAction.Move ? manager.MoveAsync(request, stop.Token) : manager.CopyAsync(request, stop.Token));
        });
        _emulator.Faults.Clear();
        Assert.False(succeeded && source is null && !happened, "nothing was there to copy, and success was reported");
        bool occupied = step.Action == ModelAction.Move && !step.Overwrites && !itself && before is not null;
        Assert.False(succeeded && occupied, $"'{to}' was there, and was moved over unasked");
        Assert.False(!succeeded && source is not null && step.Trouble == Trouble.None && !itself && !occupied, $"it failed without trouble: {_failure}");
        if (setting)
        {
            await JudgeMetadataAsync(step, from, succeeded, source, happened, other);
        }
        else if (itself)
        {
            await SettleAsync(from, "an object onto itself", [source]);
        }
        else
        {
            await JudgeCopyAsync(step, from, to, succeeded, source, before, happened, other);
        }

        int uploads = (await _store.UploadsAsync()).Length;
        Assert.True(uploads <= _uploads + (step.Trouble == Trouble.LoseAnswer && step.AtRequest % 3 == 2 ? 1 : 0), $"{uploads} unfinished uploads are left, {_uploads} were before");
        _uploads = uploads;
    }

    /// <summary>What somebody else has written stays, whatever is reported: new metadata must not bring old bytes back.</summary>
    private async Task JudgeMetadataAsync(ModelStep step, string key, bool succeeded, StoredObject? source, bool happened, StoredObject? other)
    {
        StoredObject? content = happened ? other : source;
        StoredObject? changed = content is null ? null : content with { Note = NoteOf(step), ContentType = TypeOf(step), StorageClass = ClassOf(step) };
        bool mayHaveArrived = step.Trouble is Trouble.LoseAnswer or Trouble.Cancel;
        await SettleAsync(key, "new metadata", succeeded ? (happened ? [changed, content] : [changed]) : mayHaveArrived ? [content, changed] : [content]);
    }

    private async Task JudgeCopyAsync(ModelStep step, string from, string to, bool succeeded, StoredObject? source, StoredObject? before, bool happened, StoredObject? other)
    {
        bool mayHaveArrived = step.Trouble is Trouble.LoseAnswer or Trouble.Cancel || (happened && step.Action == ModelAction.Move);
        await SettleAsync(to, "a copy", succeeded ? (happened ? [source, other] : [source]) : mayHaveArrived ? [before, source, other ?? before] : [before]);
        StoredObject? there = happened ? other : source;
        if (step.Action != ModelAction.Move)
        {
            await SettleAsync(from, "the source of a copy", [there]);
            return;
        }

        bool isCopied = there is not null && _objects.TryGetValue(Identity(to), out StoredObject? copy) && copy.HasContentOf(there);
        await SettleAsync(from, "the source of a move", succeeded && isCopied ? [null] : succeeded ? [there] : isCopied && step.Trouble == Trouble.Cancel ? [there, null] : [there]);
    }
}
