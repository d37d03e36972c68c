using R2.Models;

namespace R2.Transfer;

/// <summary>Ends uploads that will not be completed, so that nothing goes on costing storage in silence.</summary>
internal static class UnfinishedUpload
{
    /// <summary>Has a time of its own: what called for it may be Ctrl+C.</summary>
    public static async Task AbortAsync(TransferContext context, R2MultipartUpload upload, Action<string>? notify)
    {
        using CancellationTokenSource cleanUp = new(TransferDefaults.CleanUpTimeout);
        try
        {
            await context.Client.AbortMultipartUploadAsync(upload, cleanUp.Token).ConfigureAwait(false);
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
}
