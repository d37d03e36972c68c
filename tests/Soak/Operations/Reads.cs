using R2.Models;
using R2.Transfer;

namespace R2.Soak.Operations;

/// <summary>Reads objects and what is told of them, and compares every byte.</summary>
internal sealed class Reads(SoakRun run, Shelf shelf)
{
    /// <summary>Flipped bytes are refused, not repeated by themselves; so often in a row they do not come.</summary>
    private const int Readings = 10;

    public async Task FileAsync(CancellationToken cancellationToken)
    {
        if (shelf.KeyToRead() is not { } key)
        {
            return;
        }

        string path = run.NewPath();
        try
        {
            await RefusingAsync(() => run.Manager.DownloadAsync(new R2DownloadRequest { BucketName = SoakRun.Bucket, Key = key, Path = path }, cancellationToken)).ConfigureAwait(false);
            Stream file = File.OpenRead(path);
            await using (file.ConfigureAwait(false))
            {
                await run.CompareAsync(key, file, shelf.Stored[key].Piece, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    public async Task StreamAsync(CancellationToken cancellationToken)
    {
        if (shelf.KeyToRead() is { } key)
        {
            await RefusingAsync(() => run.ReadAsync(key, shelf.Stored[key].Piece, cancellationToken)).ConfigureAwait(false);
        }
    }

    public async Task RangeAsync(CancellationToken cancellationToken)
    {
        if (shelf.KeyToRead(onlyPlain: true) is not { } key)
        {
            return;
        }

        Piece whole = shelf.Stored[key].Piece;
        int offset = shelf.Random.Next(whole.Length);
        int length = shelf.Random.Next(1, whole.Length - offset + 1);
        GetObjectOptions options = new() { Range = R2ByteRange.FromLength(offset, length) };
        Stream content = (await run.Manager.OpenReadAsync(SoakRun.Bucket, key, options, cancellationToken: cancellationToken).ConfigureAwait(false)).Content;
        await using (content.ConfigureAwait(false))
        {
            await run.CompareAsync(key, content, whole.Slice(offset, length), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task HeadAsync(CancellationToken cancellationToken)
    {
        if (shelf.KeyToRead() is { } key)
        {
            R2ObjectInfo info = await run.Client.HeadObjectAsync(SoakRun.Bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
            Expect(key, info.Size, info.ETag);
        }
    }

    /// <summary>Nothing of this worker's may be missing, and nothing may be there that it did not write.</summary>
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        int seen = 0;
        ListObjectsOptions options = new() { Prefix = shelf.Prefix, MaxKeys = 5 };
        await foreach (R2ObjectPage page in run.Client.EnumerateObjectPagesAsync(SoakRun.Bucket, options, cancellationToken).ConfigureAwait(false))
        {
            foreach (R2Object listed in page.Objects)
            {
                Expect(listed.Key, listed.Size, listed.ETag);
                seen++;
            }
        }

        if (seen != shelf.Stored.Count)
        {
            throw new InvalidDataException($"{shelf.Prefix} has {seen} keys in place of {shelf.Stored.Count}.");
        }
    }

    private void Expect(string key, long size, string? etag)
    {
        StoredPiece? stored = shelf.Stored.GetValueOrDefault(key);
        if (stored is null || stored.Piece.Length != size || (stored.ETag is { } known && etag?.Trim('"') != known.Trim('"')))
        {
            throw new InvalidDataException($"{key} has {size} bytes and {etag} in place of {stored?.Piece.Length} and {stored?.ETag}.");
        }
    }

    private async Task RefusingAsync(Func<Task> read)
    {
        for (int left = Readings; ; left--)
        {
            try
            {
                await read().ConfigureAwait(false);
                return;
            }
            catch (R2Exception e) when (e.Code == R2ErrorCodes.ChecksumMismatch && left > 1)
            {
                run.Figures.Refused();
            }
        }
    }
}
