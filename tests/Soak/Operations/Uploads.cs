using System.IO.Pipes;
using R2.Models;

namespace R2.Soak.Operations;

/// <summary>Writes objects from files, pipes and memory, in one request or in parts, depending on their length.</summary>
internal sealed class Uploads(SoakRun run, ExpectedObjects objects)
{
    public async Task FileAsync(CancellationToken cancellationToken)
    {
        (string key, ByteRange range) = (objects.KeyToWrite(), RandomBytes.Choose(objects.Random));
        string path = run.NewPath();
        await File.WriteAllBytesAsync(path, run.Data[range], cancellationToken).ConfigureAwait(false);
        try
        {
            await UploadAsync(key, range, R2Content.FromFile(path), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>An operating system pipe, whose length the upload does not know.</summary>
    public async Task PipeAsync(CancellationToken cancellationToken)
    {
        (string key, ByteRange range) = (objects.KeyToWrite(), RandomBytes.Choose(objects.Random));
        using AnonymousPipeServerStream writer = new(PipeDirection.Out);
        using AnonymousPipeClientStream reader = new(PipeDirection.In, writer.ClientSafePipeHandle);
        Task writing = FillAsync(writer, range, cancellationToken);
        await UploadAsync(key, range, R2Content.FromStream(reader), cancellationToken).ConfigureAwait(false);
        await writing.ConfigureAwait(false);
    }

    /// <summary>
    /// A cancelled upload must leave nothing behind, whenever it is cancelled. The server may still complete a request that the client has given up, so these keys are separate, and each always has the same content.
    /// </summary>
    public async Task CancelledAsync(CancellationToken cancellationToken)
    {
        (string key, ByteRange range) = objects.Cancelled[objects.Random.Next(objects.Cancelled.Count)];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(objects.Random.Next(1, 100));
        try
        {
            await run.Manager.UploadAsync(
                new R2UploadRequest { BucketName = SoakRun.Bucket, Key = key, Content = R2Content.FromBytes(run.Data[range]), OnEvent = run.Note }, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Expected: the upload was cancelled.
        }
    }

    /// <summary>PutObject of the client, without the transfer manager.</summary>
    public async Task PutAsync(CancellationToken cancellationToken)
    {
        string key = objects.KeyToWrite();
        ByteRange range = RandomBytes.Choose(objects.Random);
        range = range.Slice(0, Math.Min(range.Length, 1 << 20));
        R2Content body = R2Content.FromBytes(run.Data[range]);
        R2Checksum checksum = await body.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, cancellationToken).ConfigureAwait(false);
        R2PutResult put = await run.Client.PutObjectAsync(SoakRun.Bucket, key, body, new PutObjectOptions { Checksum = checksum }, cancellationToken).ConfigureAwait(false);
        objects.Put(key, range, put.ETag);
        run.Counters.Uploaded(range.Length);
    }

    private async Task UploadAsync(string key, ByteRange range, R2Content source, CancellationToken cancellationToken)
    {
        R2UploadResult upload = await run.Manager.UploadAsync(
            new R2UploadRequest { BucketName = SoakRun.Bucket, Key = key, Content = source, OnEvent = run.Note }, cancellationToken).ConfigureAwait(false);
        objects.Put(key, range, upload.ETag);
        run.Counters.Uploaded(range.Length);
    }

    private async Task FillAsync(AnonymousPipeServerStream pipe, ByteRange range, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await pipe.WriteAsync(run.Data[range], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The upload ended before its source did, and reports why.
        }
        finally
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
        }
    }
}
