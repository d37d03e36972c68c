using System.Diagnostics;
using System.Net;
using R2.Models;

namespace R2.Transfer;

/// <summary>
/// Moves an object within the server, which knows no such operation: copies it, verifies the copy, looks whether the source is still what was copied,
/// and only then removes it. Whatever fails before leaves the source where it was.
/// </summary>
internal sealed class Mover(TransferContext context, R2CopyRequest request)
{
    private string SourceAddress => $"{request.SourceBucketName}/{request.SourceKey}";

    public async Task<R2ObjectInfo> RunAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        RefuseOntoItself();
        CopiedObject copied = await (request.Overwrite || request.Options.DestinationConditions is not null
            ? new Copier(context, request).RunAsync(cancellationToken)
            : CopyToNewAsync(cancellationToken)).ConfigureAwait(false);
        Verify(copied);
        await CheckSourceAsync(copied.Source, cancellationToken).ConfigureAwait(false);
        await context.RequestAsync(
            async (attempt, cancellation) =>
            {
                await attempt.Client.DeleteObjectAsync(request.SourceBucketName, request.SourceKey, cancellation).ConfigureAwait(false);
                return true;
            },
            request.Progress,
            cancellationToken).ConfigureAwait(false);
        return copied.Copy with { Attempts = context.Attempts, Duration = Stopwatch.GetElapsedTime(started) };
    }

    /// <exception cref="R2Exception">There is an object at the destination.</exception>
    public async Task ThrowIfExistsAsync(CancellationToken cancellationToken)
    {
        try
        {
            GetObjectOptions options = new() { SseCustomerKey = request.Options.SseCustomerKey };
            await context.RequestAsync(
                (attempt, cancellation) => attempt.Client.HeadObjectAsync(request.BucketName, request.Key, options, cancellation), request.Progress, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return;
        }

        throw Fail(R2ErrorCodes.ObjectExists, $"'{request.BucketName}/{request.Key}' already exists; '{SourceAddress}' was not moved.");
    }

    /// <summary>Servers other than R2 ignore conditions on the destination, so it is looked at first; R2's condition leaves no gap between looking and writing.</summary>
    private async Task<CopiedObject> CopyToNewAsync(CancellationToken cancellationToken)
    {
        await ThrowIfExistsAsync(cancellationToken).ConfigureAwait(false);
        R2CopyRequest toNew = request with { Options = request.Options with { DestinationConditions = new() { IfNoneMatch = "*" } } };
        try
        {
            return await new Copier(context, toNew).RunAsync(cancellationToken).ConfigureAwait(false);
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
            throw new R2Exception(R2ErrorCodes.SameObject, "Source and destination are the same object.") { Bucket = request.SourceBucketName, Key = request.SourceKey };
        }
    }

    private void Verify(CopiedObject copied)
    {
        (R2ObjectInfo source, R2ObjectInfo copy) = (copied.Source, copied.Copy);
        if (!string.IsNullOrEmpty(copied.ETag) && !ETags.Same(copied.ETag, copy.ETag))
        {
            throw Fail(R2ErrorCodes.ObjectChanged, $"Somebody else wrote the destination meanwhile. '{SourceAddress}' is still there.");
        }

        bool differs = copy.Size != source.Size
            || (IsPlain(source) && IsPlain(copy) && !ETags.Same(source.ETag, copy.ETag))
            || source.Checksums.Any(left => copy.Checksums.Any(right => left.Algorithm == right.Algorithm && IsWhole(left) && IsWhole(right) && left.Value != right.Value));
        if (differs)
        {
            throw Fail(
                R2ErrorCodes.ChecksumMismatch,
                $"The copy has {copy.Size} bytes and ETag {copy.ETag}, its source {source.Size} bytes and ETag {source.ETag}. '{SourceAddress}' is still there.");
        }
    }

    /// <summary>Entity tags are comparable where both are the MD5 of the bytes: of one request, and with no customer's key.</summary>
    private static bool IsPlain(R2ObjectInfo info) => ETags.IsMd5(info.ETag) && info.SseCustomerKeyMd5 is null;

    private static bool IsWhole(R2Checksum checksum) => !checksum.Value.Contains('-', StringComparison.Ordinal);

    /// <summary>R2 deletes without conditions, so this is as near as one comes: who writes between this request and the next loses what he wrote.</summary>
    private async Task CheckSourceAsync(R2ObjectInfo source, CancellationToken cancellationToken)
    {
        GetObjectOptions options = new() { Conditions = new() { IfMatch = source.ETag }, SseCustomerKey = request.Options.SourceSseCustomerKey };
        try
        {
            await context.RequestAsync(
                (attempt, cancellation) => attempt.Client.HeadObjectAsync(request.SourceBucketName, request.SourceKey, options, cancellation), request.Progress, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            throw new R2Exception(R2ErrorCodes.SourceChanged, $"'{SourceAddress}' was written while it was being moved and is kept; '{request.BucketName}/{request.Key}' has what was there before.", e)
            {
                Bucket = request.SourceBucketName,
                Key = request.SourceKey,
            };
        }
    }

    private R2Exception Fail(string code, string message) => new(code, message) { Bucket = request.BucketName, Key = request.Key };
}
