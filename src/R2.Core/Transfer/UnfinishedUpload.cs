using R2.Models;

namespace R2.Transfer;

/// <summary>Begins uploads so that they can be ended, and ends those that will not be completed: nothing goes on costing storage in silence.</summary>
internal static class UnfinishedUpload
{
    /// <summary>Once its request is under way the answer is awaited, even if the transfer is cancelled: an upload whose id nobody knows could not be ended.</summary>
    public static async Task<R2MultipartUpload> CreateAsync(
        TransferContext context, string bucket, string key, CreateMultipartUploadOptions options, TransferProgress? progress, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new();
        using CancellationTokenRegistration limit = cancellationToken.Register(() => patience.CancelAfter(TransferDefaults.CleanUpTimeout));
        return await context.RequestAsync(
            (attempt, _) => attempt.Client.ForCleanUp().CreateMultipartUploadAsync(bucket, key, options, patience.Token), progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has a time of its own: what called for it may be Ctrl+C.</summary>
    public static async Task AbortAsync(TransferContext context, R2MultipartUpload upload, Action<string>? notify)
    {
        using CancellationTokenSource cleanUp = new(TransferDefaults.CleanUpTimeout);
        try
        {
            await context.Retrier.RunAsync(
                (number, cancellation) => EndAsync(context.Client.At(number).ForCleanUp(), upload, cancellation), () => context.CountRepeat(progress: null), cleanUp.Token).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code == "NoSuchUpload")
        {
            // Gone already, which is what was wanted.
        }
        catch (Exception e) when (e is R2Exception or OperationCanceledException)
        {
            notify?.Invoke($"The unfinished upload of '{upload.Key}' could not be ended ({e.Message}) and goes on costing storage until R2 ends it after seven days: Stop-R2MultipartUpload, upload id {upload.UploadId}.");
        }
    }

    private static async Task<bool> EndAsync(R2Client client, R2MultipartUpload upload, CancellationToken cancellationToken)
    {
        await client.AbortMultipartUploadAsync(upload, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
