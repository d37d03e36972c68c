using R2.Models;
using R2.Transfer.Upload;

namespace R2.Transfer.Copy;

/// <summary>Copies an object from another server: what is read is compared with the checksum stored there, and what is written is enforced by the server here.</summary>
/// <param name="scope">The destination's.</param>
/// <param name="request">What and where to; it has a client of the source.</param>
/// <param name="source">The source, as it was looked at.</param>
internal sealed class StreamedCopier(TransferScope scope, R2CopyRequest request, R2ObjectInfo source)
{
    /// <returns>Entity tag of the copy.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        // Pinned to the version that was looked at.
        GetObjectOptions options = new()
        {
            Conditions = (request.Options.SourceConditions ?? new()) with { IfMatch = source.ETag },
            SseCustomerKey = request.Options.SourceSseCustomerKey,
        };
        R2TransferManager reader = new(request.SourceClient!, scope.Options);
        R2ObjectContent content = await reader.OpenReadAsync(request.SourceBucketName, request.SourceKey, options, progress: null, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            R2UploadRequest upload = new()
            {
                BucketName = request.BucketName,
                Key = request.Key,
                Content = R2Content.FromStream(content.Content, $"{request.SourceBucketName}/{request.SourceKey}"),
                ExpectedLength = content.ContentLength,
                Options = CopiedDescription.Of(request, source) with { Conditions = request.Options.DestinationConditions },
                Progress = request.Progress,
                OnEvent = request.OnEvent,
            };
            return (await Uploader.RunAsync(scope, upload, cancellationToken).ConfigureAwait(false)).ETag;
        }
    }
}
