using R2.Models;

namespace R2.Soak.Operations;

/// <summary>
/// Multipart uploads by single operations, as <c>Start-R2MultipartUpload</c> and related commands make them. The client does not retry what may have succeeded; this class does.
/// </summary>
internal sealed class PartUploads(SoakRun run, ExpectedObjects objects)
{
    private const int MaxCalls = 10;

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        string key = objects.KeyToWrite(verified: false);
        ByteRange range = new(objects.Random.Next(1 << 20), SoakRun.PartSize + objects.Random.Next(1, 1 << 20));
        R2MultipartUpload upload = await StartAsync(key, cancellationToken).ConfigureAwait(false);
        R2Part[] parts =
        [
            await SendAsync(upload, 1, range.Slice(0, SoakRun.PartSize), cancellationToken).ConfigureAwait(false),
            await SendAsync(upload, 2, range.Slice(SoakRun.PartSize, range.Length - SoakRun.PartSize), cancellationToken).ConfigureAwait(false),
        ];
        R2PartPage page = await run.Client.ListPartsAsync(upload, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!page.Parts.Select(part => (part.PartNumber, part.ETag, part.Size)).SequenceEqual(parts.Select(part => (part.PartNumber, part.ETag, part.Size))))
        {
            throw new InvalidDataException($"The parts of {key} differ from those sent.");
        }

        await CompleteUploadAsync(upload, parts, cancellationToken).ConfigureAwait(false);
        R2ObjectInfo info = await run.Client.HeadObjectAsync(SoakRun.Bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        objects.Put(key, range, info.ETag);
        run.Counters.Uploaded(range.Length);
    }

    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        R2MultipartUpload upload = await StartAsync(objects.KeyToWrite(), cancellationToken).ConfigureAwait(false);
        await SendAsync(upload, 1, new ByteRange(objects.Random.Next(1 << 20), 1000), cancellationToken).ConfigureAwait(false);
        try
        {
            await run.Client.AbortMultipartUploadAsync(upload, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code == "NoSuchUpload")
        {
            // The first attempt succeeded, but its response was lost.
        }
    }

    private Task<R2MultipartUpload> StartAsync(string key, CancellationToken cancellationToken) => RetryAsync(async () =>
    {
        try
        {
            return await run.Client.CreateMultipartUploadAsync(SoakRun.Bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code is R2ErrorCodes.Timeout)
        {
            // No fault drops this response, but a busy machine can be too slow.
            run.Note(new() { Kind = R2TransferEventKind.UploadMayBeLeft, BucketName = SoakRun.Bucket, Key = key });
            throw;
        }
    });

    private async Task<R2Part> SendAsync(R2MultipartUpload upload, int number, ByteRange range, CancellationToken cancellationToken)
    {
        R2Content body = R2Content.FromBytes(run.Data[range]);
        UploadPartOptions options = new() { Checksum = await body.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, cancellationToken).ConfigureAwait(false) };
        return await RetryAsync(() => run.Client.UploadPartAsync(upload, number, body, options, cancellationToken)).ConfigureAwait(false);
    }

    private Task<bool> CompleteUploadAsync(R2MultipartUpload upload, R2Part[] parts, CancellationToken cancellationToken)
    {
        bool tried = false;
        return RetryAsync(async () =>
        {
            try
            {
                await run.Client.CompleteMultipartUploadAsync(upload, parts, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (R2Exception e) when (tried && e.Code == "NoSuchUpload")
            {
                // An earlier call completed it, but its response was lost. The bytes are compared at the end.
            }
            finally
            {
                tried = true;
            }

            return true;
        });
    }

    private async Task<T> RetryAsync<T>(Func<Task<T>> call)
    {
        for (int left = MaxCalls; ; left--)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (R2Exception e) when (e.IsRetryable && left > 1)
            {
                run.Counters.Retried();
            }
        }
    }
}
