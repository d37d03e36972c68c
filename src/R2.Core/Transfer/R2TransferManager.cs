using R2.Models;
using R2.Transfer;
using R2.Transfer.Copy;
using R2.Transfer.Download;
using R2.Transfer.Upload;

namespace R2;

/// <summary>
/// Moves whole objects of any size: in parts, several at once, verified, repeated where that helps, within one budget of requests and bytes a second.
/// Make one for a command or a job, and start as many transfers on it as you like.
/// </summary>
public sealed class R2TransferManager
{
    private readonly TransferShared _shared;

    /// <summary>Makes a manager.</summary>
    /// <param name="client">Client to send with; it is not disposed.</param>
    /// <param name="options">Options; they are checked.</param>
    /// <exception cref="R2Exception">An option is outside its range.</exception>
    public R2TransferManager(R2Client client, TransferOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        options ??= new();
        options.Validate();
        _shared = new TransferShared(client, options);
    }

    /// <summary>Uploads one object.</summary>
    /// <param name="request">What and where to.</param>
    /// <param name="cancellationToken">Cancels; an unfinished upload is then aborted, or kept with <see cref="TransferOptions.Resume"/>.</param>
    /// <exception cref="R2Exception">The server refuses, the connection fails for good, the source changes, or what was stored is not what was sent.</exception>
    public Task<R2UploadResult> UploadAsync(R2UploadRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Options is { Checksum: not null } or { ContentMd5: not null })
        {
            // What is sent is sent in pieces, with a checksum each.
            throw R2Exception.OutOfRange("Options", request.Options.Checksum is null ? nameof(PutObjectOptions.ContentMd5) : nameof(PutObjectOptions.Checksum), "without a checksum of its own: TransferOptions.Checksum names the algorithm");
        }

        return RunAsync(cancellation => Uploader.RunAsync(new TransferScope(_shared, request.Progress), request, cancellation), cancellationToken);
    }

    /// <summary>Downloads one object into a file, which appears when every byte is there.</summary>
    /// <param name="request">What and where to.</param>
    /// <param name="cancellationToken">Cancels; what has arrived is then removed, or kept with <see cref="TransferOptions.Resume"/>.</param>
    /// <exception cref="R2Exception">The server refuses, the connection fails for good, the object changes meanwhile, or what arrived is not what was stored.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public Task<R2DownloadResult> DownloadAsync(R2DownloadRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(new Downloader(new TransferScope(_shared, request.Progress), request).RunAsync, cancellationToken);
    }

    /// <summary>Opens an object as a stream that asks for the rest where the connection breaks. Its bytes come exactly as stored,
    /// and the last of them only where all of them are what is stored.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="options">Range, conditions and customer's key.</param>
    /// <param name="progress">Where to report how far it is.</param>
    /// <param name="cancellationToken">Cancels until this method returns; reading has a token of its own.</param>
    /// <returns>What the object is, and its bytes; dispose it, or its stream, to free the connection.</returns>
    public async Task<R2ObjectContent> OpenReadAsync(
        string bucketName, string key, GetObjectOptions? options = null, R2TransferProgress? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        TransferScope scope = new(_shared, progress);
        R2ObjectContent content = await scope.Client.GetObjectAsync(bucketName, key, StoredChecksum.Wanted(scope.Options, options), cancellationToken).ConfigureAwait(false);
        progress?.SetTotal(content.ContentLength);
        try
        {
            InOrderDigest? digest = await InOrderDigest.CreateAsync(scope, content, options, cancellationToken).ConfigureAwait(false);
            ResumingStream stream = new(scope, content.Info, options, content.RangeStart, content.ContentLength, content);
            Stream bytes = digest is null ? stream : new VerifiedStream(stream, digest, content.ContentLength);
            return new R2ObjectContent(content.Info with { Attempts = scope.Attempts }, content.ContentLength, content.RangeStart, bytes);
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Copies one object within the server, or from another one, of any size.</summary>
    /// <param name="request">What and where to.</param>
    /// <param name="cancellationToken">Cancels; an unfinished copy in parts is then aborted.</param>
    /// <returns>The copy, as the server describes it.</returns>
    /// <exception cref="R2Exception">The server refuses, either end changes meanwhile, the copy is not its source, the connection fails for good, or source and destination are
    /// one object of which nothing would change (<see cref="R2ErrorCodes.SameObject"/>).</exception>
    public async Task<R2ObjectInfo> CopyAsync(R2CopyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ThrowIfNothingWouldChange();
        CopiedObject copied = await RunAsync(new Copier(new TransferScope(_shared, request.Progress), request).RunAsync, cancellationToken).ConfigureAwait(false);
        return copied.Verified("Look at it before you rely on it.");
    }

    /// <summary>Looks whether there is an object.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="sseCustomerKey">Customer's key that it is encrypted with.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">There is one (<see cref="R2ErrorCodes.ObjectExists"/>), or the server refuses.</exception>
    internal async Task ThrowIfExistsAsync(string bucketName, string key, SseCustomerKey? sseCustomerKey, CancellationToken cancellationToken)
    {
        // What is not there, or not to be seen with this credential, the server decides when it is written.
        if (await new TransferScope(_shared, null).LookAsync(bucketName, key, sseCustomerKey, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw R2Exception.Exists(bucketName, key);
        }
    }

    /// <summary>Looks whether a move would find an object at its destination.</summary>
    /// <param name="request">What and where to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">There is one (<see cref="R2ErrorCodes.ObjectExists"/>), or the server refuses.</exception>
    public Task ThrowIfExistsAsync(R2CopyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Mover(new TransferScope(_shared, request.Progress), request).ThrowIfExistsAsync(cancellationToken);
    }

    /// <summary>
    /// Moves one object within the server, of any size: copies it, verifies the copy, and removes the source if it is still what was copied. Whatever fails
    /// before that leaves the source where it was.
    /// </summary>
    /// <param name="request">What and where to.</param>
    /// <param name="cancellationToken">Cancels; the source is then still there, and the copy may be.</param>
    /// <returns>The object at its new place, as the server describes it.</returns>
    /// <exception cref="R2Exception">The server refuses, the copy is not its source, either end changes meanwhile, both are the same object, or
    /// there is one at the destination (<see cref="R2ErrorCodes.ObjectExists"/>) and <see cref="R2CopyRequest.Overwrite"/> is not set.</exception>
    public Task<R2ObjectInfo> MoveAsync(R2CopyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(new Mover(new TransferScope(_shared, request.Progress), request).RunAsync, cancellationToken);
    }

    /// <summary>A transfer keeps its client until it has ended and cleaned up, and ends when the client is closed.</summary>
    private Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> transfer, CancellationToken cancellationToken) =>
        _shared.Client.Lifetime.RunAsync(transfer, cancellationToken);
}
