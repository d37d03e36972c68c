using R2.Http;
using R2.Models;

namespace R2.Soak.Operations;

/// <summary>
/// Multipart uploads by their single operations, as <c>Start-R2MultipartUpload</c> and its like. The client repeats none of them that may have happened; their caller looks, and repeats.
/// </summary>
internal sealed class PartUploads(SoakRun run, Shelf shelf)
{
    private const int MostCalls = 10;

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        string key = shelf.KeyToWrite(verified: false);
        Piece piece = new(shelf.Random.Next(1 << 20), SoakRun.PartSize + shelf.Random.Next(1, 1 << 20));
        R2MultipartUpload upload = await StartAsync(key, cancellationToken).ConfigureAwait(false);
        R2Part[] parts =
        [
            await SendAsync(upload, 1, piece.Slice(0, SoakRun.PartSize), cancellationToken).ConfigureAwait(false),
            await SendAsync(upload, 2, piece.Slice(SoakRun.PartSize, piece.Length - SoakRun.PartSize), cancellationToken).ConfigureAwait(false),
        ];
        R2PartPage page = await run.Client.ListPartsAsync(upload, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!page.Parts.Select(part => (part.PartNumber, part.ETag, part.Size)).SequenceEqual(parts.Select(part => (part.PartNumber, part.ETag, part.Size))))
        {
            throw new InvalidDataException($"The parts of {key} are not those that were sent.");
        }

        await TogetherAsync(upload, parts, cancellationToken).ConfigureAwait(false);
        R2ObjectInfo info = await run.Client.HeadObjectAsync(SoakRun.Bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        shelf.Put(key, piece, info.ETag);
        run.Figures.Uploaded(piece.Length);
    }

    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        R2MultipartUpload upload = await StartAsync(shelf.KeyToWrite(), cancellationToken).ConfigureAwait(false);
        await SendAsync(upload, 1, new Piece(shelf.Random.Next(1 << 20), 1000), cancellationToken).ConfigureAwait(false);
        try
        {
            await run.Client.AbortMultipartUploadAsync(upload, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code == "NoSuchUpload")
        {
            // The answer was lost that said so first.
        }
    }

    private Task<R2MultipartUpload> StartAsync(string key, CancellationToken cancellationToken) => AgainAsync(async () =>
    {
        try
        {
            return await run.Client.CreateMultipartUploadAsync(SoakRun.Bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code is R2ErrorCodes.Timeout)
        {
            // No fault loses an answer of this operation, but a machine can be too busy to answer in time.
            run.Notes.Enqueue($"Whether an upload of '{key}' began is not known.");
            throw;
        }
    });

    private async Task<R2Part> SendAsync(R2MultipartUpload upload, int number, Piece piece, CancellationToken cancellationToken)
    {
        ReplayableContent body = ReplayableContent.FromBytes(run.Sea[piece]);
        UploadPartOptions options = new() { Checksum = await body.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, cancellationToken).ConfigureAwait(false) };
        return await AgainAsync(() => run.Client.UploadPartAsync(upload, number, body, options, cancellationToken)).ConfigureAwait(false);
    }

    private Task<bool> TogetherAsync(R2MultipartUpload upload, R2Part[] parts, CancellationToken cancellationToken)
    {
        bool tried = false;
        return AgainAsync(async () =>
        {
            try
            {
                await run.Client.CompleteMultipartUploadAsync(upload, parts, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (R2Exception e) when (tried && e.Code == "NoSuchUpload")
            {
                // Done by the call before, whose answer was lost. The bytes are compared in the end.
            }
            finally
            {
                tried = true;
            }

            return true;
        });
    }

    private async Task<T> AgainAsync<T>(Func<Task<T>> call)
    {
        for (int left = MostCalls; ; left--)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (R2Exception e) when (e.IsRetryable && left > 1)
            {
                run.Figures.Again();
            }
        }
    }
}
