using System.Net;
using R2.Models;
using R2.Retry;

namespace R2.Transfer.Upload;

/// <summary>Begins uploads so that they can be ended, and ends those that will not be completed: nothing goes on costing storage in silence.</summary>
internal static class UnfinishedUpload
{
    /// <summary>
    /// Once its request is under way the response is awaited, even if the transfer is cancelled: an upload whose id nobody knows could not be ended.
    /// Where it never comes, <paramref name="onEvent"/> is told.
    /// </summary>
    public static async Task<R2MultipartUpload> CreateAsync(
        TransferScope scope, string bucket, string key, CreateMultipartUploadOptions options, Action<R2TransferEvent>? onEvent, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new();
        using CancellationTokenRegistration limit = cancellationToken.Register(() => patience.CancelAfter(TransferDefaults.CleanUpTimeout));
        bool isUnanswered = false;
        RetryPolicy retry = scope.Retry with
        {
            AttemptCancellation = patience.Token,
            LookFirst = (failure, isLost, _) =>
            {
                // No response of the server's came, not even one of failure, to a request that may have reached it. An upload cannot be looked for: nobody knows its id.
                isUnanswered |= isLost && failure.StatusCode is null or < HttpStatusCode.InternalServerError;
                return default;
            },
        };
        try
        {
            return await scope.Client.With(retry).ForCleanUp().CreateMultipartUploadAsync(bucket, key, options, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            isUnanswered = true;
            throw;
        }
        finally
        {
            if (isUnanswered)
            {
                onEvent?.Invoke(new() { Kind = R2TransferEventKind.UploadMayBeLeft, BucketName = bucket, Key = key });
            }
        }
    }

    /// <summary>Has a time of its own: what called for it may be Ctrl+C.</summary>
    public static async Task AbortAsync(TransferScope scope, R2MultipartUpload upload, Action<R2TransferEvent>? onEvent)
    {
        using CancellationTokenSource cleanUp = new(TransferDefaults.CleanUpTimeout);
        try
        {
            await scope.Client.With(scope.Retry with { Slots = null }).ForCleanUp().AbortMultipartUploadAsync(upload, cleanUp.Token).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code == R2ErrorCodes.NoSuchUpload)
        {
            // Gone already, which is what was wanted.
        }
        catch (Exception e) when (e is R2Exception or OperationCanceledException)
        {
            onEvent?.Invoke(new() { Kind = R2TransferEventKind.UploadLeft, BucketName = upload.BucketName, Key = upload.Key, UploadId = upload.UploadId, Reason = e.Message });
        }
    }
}
