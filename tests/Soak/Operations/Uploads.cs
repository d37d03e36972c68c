using System.IO.Pipes;
using R2.Http;
using R2.Models;
using R2.Transfer;

namespace R2.Soak.Operations;

/// <summary>Writes objects from files, pipes and memory, in one request or in parts, as long as they are.</summary>
internal sealed class Uploads(SoakRun run, Shelf shelf)
{
    public async Task FileAsync(CancellationToken cancellationToken)
    {
        (string key, Piece piece) = (shelf.KeyToWrite(), Sea.Choose(shelf.Random));
        string path = run.NewPath();
        await File.WriteAllBytesAsync(path, run.Sea[piece], cancellationToken).ConfigureAwait(false);
        try
        {
            await UploadAsync(key, piece, UploadSource.FromFile(path), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A pipe of the system, of a length that the upload does not know.</summary>
    public async Task PipeAsync(CancellationToken cancellationToken)
    {
        (string key, Piece piece) = (shelf.KeyToWrite(), Sea.Choose(shelf.Random));
        using AnonymousPipeServerStream writer = new(PipeDirection.Out);
        using AnonymousPipeClientStream reader = new(PipeDirection.In, writer.ClientSafePipeHandle);
        Task writing = FillAsync(writer, piece, cancellationToken);
        await UploadAsync(key, piece, UploadSource.FromStream(reader), cancellationToken).ConfigureAwait(false);
        await writing.ConfigureAwait(false);
    }

    /// <summary>
    /// Leaves no upload behind, whatever it was doing. A server may still finish a request that its client has given up, at any time, so such keys are apart, and each has one content.
    /// </summary>
    public async Task CancelledAsync(CancellationToken cancellationToken)
    {
        (string key, Piece piece) = shelf.Cancelled[shelf.Random.Next(shelf.Cancelled.Count)];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(shelf.Random.Next(1, 100));
        try
        {
            await run.Manager.UploadAsync(
                new R2UploadRequest { BucketName = SoakRun.Bucket, Key = key, Source = UploadSource.FromBytes(run.Sea[piece]), Notify = run.Notes.Enqueue }, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // As it was asked to.
        }
    }

    /// <summary>The client's own operation, which knows nothing of transfers.</summary>
    public async Task PutAsync(CancellationToken cancellationToken)
    {
        string key = shelf.KeyToWrite();
        Piece piece = Sea.Choose(shelf.Random);
        piece = piece.Slice(0, Math.Min(piece.Length, 1 << 20));
        ReplayableContent body = ReplayableContent.FromBytes(run.Sea[piece]);
        R2Checksum checksum = await body.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, cancellationToken).ConfigureAwait(false);
        R2PutResult put = await run.Client.PutObjectAsync(SoakRun.Bucket, key, body, new PutObjectOptions { Checksum = checksum }, cancellationToken).ConfigureAwait(false);
        shelf.Put(key, piece, put.ETag);
        run.Figures.Uploaded(piece.Length);
    }

    private async Task UploadAsync(string key, Piece piece, UploadSource source, CancellationToken cancellationToken)
    {
        R2UploadResult upload = await run.Manager.UploadAsync(
            new R2UploadRequest { BucketName = SoakRun.Bucket, Key = key, Source = source, Notify = run.Notes.Enqueue }, cancellationToken).ConfigureAwait(false);
        shelf.Put(key, piece, upload.ETag);
        run.Figures.Uploaded(piece.Length);
    }

    private async Task FillAsync(AnonymousPipeServerStream pipe, Piece piece, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await pipe.WriteAsync(run.Sea[piece], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The upload has ended before its source, and says why.
        }
        finally
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
        }
    }
}
