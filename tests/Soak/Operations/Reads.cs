using R2.Models;

namespace R2.Soak.Operations;

/// <summary>Reads objects and their metadata, and compares every byte.</summary>
internal sealed class Reads(SoakRun run, ExpectedObjects objects)
{
    /// <summary>Attempts to read an object: the client does not retry after a flipped byte. Faults are too rare to hit this many in a row.</summary>
    private const int MaxReads = 10;

    public async Task FileAsync(CancellationToken cancellationToken)
    {
        if (objects.KeyToRead() is not { } key)
        {
            return;
        }

        string path = run.NewPath();
        try
        {
            await RetryDamagedAsync(() => run.Manager.DownloadAsync(new R2DownloadRequest { BucketName = SoakRun.Bucket, Key = key, Path = path }, cancellationToken)).ConfigureAwait(false);
            Stream file = File.OpenRead(path);
            await using (file.ConfigureAwait(false))
            {
                await run.CompareAsync(key, file, objects.Stored[key].Range, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    public async Task StreamAsync(CancellationToken cancellationToken)
    {
        if (objects.KeyToRead() is { } key)
        {
            await RetryDamagedAsync(() => run.ReadAsync(key, objects.Stored[key].Range, cancellationToken)).ConfigureAwait(false);
        }
    }

    public async Task RangeAsync(CancellationToken cancellationToken)
    {
        if (objects.KeyToRead(onlyPlain: true) is not { } key)
        {
            return;
        }

        ByteRange whole = objects.Stored[key].Range;
        int offset = objects.Random.Next(whole.Length);
        int length = objects.Random.Next(1, whole.Length - offset + 1);
        GetObjectOptions options = new() { Range = R2ByteRange.FromLength(offset, length) };
        Stream content = (await run.Manager.OpenReadAsync(SoakRun.Bucket, key, options, cancellationToken: cancellationToken).ConfigureAwait(false)).Content;
        await using (content.ConfigureAwait(false))
        {
            await run.CompareAsync(key, content, whole.Slice(offset, length), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task HeadAsync(CancellationToken cancellationToken)
    {
        if (objects.KeyToRead() is { } key)
        {
            R2ObjectInfo info = await run.Client.HeadObjectAsync(SoakRun.Bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
            Expect(key, info.Size, info.ETag);
        }
    }

    /// <summary>The list must contain exactly the keys of this worker.</summary>
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        int seen = 0;
        ListObjectsOptions options = new() { Prefix = objects.Prefix, MaxKeys = 5 };
        await foreach (R2ObjectPage page in run.Client.EnumerateObjectPagesAsync(SoakRun.Bucket, options, cancellationToken).ConfigureAwait(false))
        {
            foreach (R2Object listed in page.Objects)
            {
                Expect(listed.Key, listed.Size, listed.ETag);
                seen++;
            }
        }

        if (seen != objects.Stored.Count)
        {
            throw new InvalidDataException($"{objects.Prefix} has {seen} keys; expected are {objects.Stored.Count}.");
        }
    }

    private void Expect(string key, long size, string? etag)
    {
        ExpectedObject? stored = objects.Stored.GetValueOrDefault(key);
        if (stored is null || stored.Range.Length != size || (stored.ETag is { } known && etag?.Trim('"') != known.Trim('"')))
        {
            throw new InvalidDataException($"{key} has {size} bytes and ETag {etag}; expected are {stored?.Range.Length} and {stored?.ETag}.");
        }
    }

    private async Task RetryDamagedAsync(Func<Task> read)
    {
        for (int left = MaxReads; ; left--)
        {
            try
            {
                await read().ConfigureAwait(false);
                return;
            }
            catch (R2Exception e) when (e.Code == R2ErrorCodes.ChecksumMismatch && left > 1)
            {
                run.Counters.Damaged();
            }
        }
    }
}
