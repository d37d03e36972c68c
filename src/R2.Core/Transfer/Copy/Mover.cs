using System.Diagnostics;
using System.Net;
using R2.Models;

namespace R2.Transfer.Copy;

/// <summary>
/// Moves an object within the server, which knows no such operation: copies it, verifies the copy, looks whether the source is still what was copied,
/// and only then removes it. Whatever fails before leaves the source where it was.
/// </summary>
internal sealed class Mover(TransferScope scope, R2CopyRequest request)
{
    private R2Client SourceClient => request.SourceClient ?? scope.Client;

    private string SourceAddress => $"{request.SourceBucketName}/{request.SourceKey}";

    public async Task<R2ObjectInfo> RunAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        RefuseOntoItself();
        CopiedObject copied = await (request.Overwrite || request.Options.DestinationConditions is not null
            ? new Copier(scope, request).RunAsync(cancellationToken)
            : CopyToNewAsync(cancellationToken)).ConfigureAwait(false);
        R2ObjectInfo copy = copied.Verified($"'{SourceAddress}' is still there.");
        await CheckSourceAsync(copied.Source, cancellationToken).ConfigureAwait(false);
        await SourceClient.DeleteObjectAsync(request.SourceBucketName, request.SourceKey, cancellationToken).ConfigureAwait(false);
        return copy with { Attempts = scope.Attempts, Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    /// <exception cref="R2Exception">There is an object at the destination.</exception>
    public async Task ThrowIfExistsAsync(CancellationToken cancellationToken)
    {
        try
        {
            GetObjectOptions options = new() { SseCustomerKey = request.Options.SseCustomerKey };
            await scope.Client.HeadObjectAsync(request.BucketName, request.Key, options, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return;
        }

        throw new R2Exception(R2ErrorCodes.ObjectExists, $"'{request.BucketName}/{request.Key}' already exists; '{SourceAddress}' was not moved.") { BucketName = request.BucketName, Key = request.Key };
    }

    /// <summary>Servers other than R2 ignore conditions on the destination, so it is looked at first; R2's condition leaves no gap between looking and writing.</summary>
    private async Task<CopiedObject> CopyToNewAsync(CancellationToken cancellationToken)
    {
        await ThrowIfExistsAsync(cancellationToken).ConfigureAwait(false);
        R2CopyRequest toNew = request with { Options = request.Options with { DestinationConditions = new() { IfNoneMatch = "*" } } };
        try
        {
            return await new Copier(scope, toNew).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            await ThrowIfExistsAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>R2 takes keys for one that have the same NFC form: the source would be the copy, and be lost.</summary>
    private void RefuseOntoItself()
    {
        if (request.IsOntoItself)
        {
            throw new R2Exception(R2ErrorCodes.SameObject, "Source and destination are the same object.") { BucketName = request.SourceBucketName, Key = request.SourceKey };
        }
    }

    /// <summary>R2 deletes without conditions, so this is as near as one comes: who writes between this request and the next loses what he wrote.</summary>
    private async Task CheckSourceAsync(R2ObjectInfo source, CancellationToken cancellationToken)
    {
        GetObjectOptions options = new() { Conditions = new() { IfMatch = source.ETag }, SseCustomerKey = request.Options.SourceSseCustomerKey };
        try
        {
            await SourceClient.HeadObjectAsync(request.SourceBucketName, request.SourceKey, options, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            throw new R2Exception(R2ErrorCodes.SourceChanged, $"'{SourceAddress}' was written while it was being moved and is kept; '{request.BucketName}/{request.Key}' has what was there before.", e)
            {
                BucketName = request.SourceBucketName,
                Key = request.SourceKey,
            };
        }
    }
}
