using System.Runtime.CompilerServices;
using R2.Listing;
using R2.Models;
using R2.Requests;
using R2.Xml.Documents;

namespace R2;

public sealed partial class R2Client
{
    /// <summary>Lists one page of a bucket (ListObjectsV2).</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2ObjectPage> ListObjectsAsync(string bucketName, ListObjectsOptions? options = null, CancellationToken cancellationToken = default) =>
        ReadAsync(
            S3Request.Get("ListObjectsV2", bucketName)
                .Query("list-type", "2")
                .Query("encoding-type", "url")
                .Query("prefix", options?.Prefix)
                .Query("delimiter", options?.Delimiter)
                .Query("max-keys", options?.MaxKeys, 1, 1000)
                .Query("start-after", options?.StartAfter)
                .Query("continuation-token", options?.ContinuationToken),
            (body, _) => ListDocument.Read(body, bucketName, options),
            cancellationToken);

    /// <summary>Lists the objects of a bucket one by one; a page of up to 1,000 is asked for when the one before has been taken: nothing grows with the number of keys.</summary>
    /// <remarks>With a <see cref="ListObjectsOptions.Delimiter"/> only objects are given, not the prefixes: <see cref="EnumerateObjectPagesAsync(string, ListObjectsOptions?, CancellationToken)"/> has both.</remarks>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="options">Options of the first page; the others follow its continuation token.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<R2Object> EnumerateObjectsAsync(
        string bucketName, ListObjectsOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (R2ObjectPage page in EnumerateObjectPagesAsync(bucketName, options, cancellationToken).ConfigureAwait(false))
        {
            foreach (R2Object item in page.Objects)
            {
                yield return item;
            }
        }
    }

    /// <summary>
    /// Lists a bucket page by page, each asked for when the one before has been taken: nothing grows with the number of keys. With <see cref="ListObjectsOptions.RequestsAtOnce"/> a long list is
    /// read ahead, and what comes before its turn waits in a temporary file.
    /// </summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="options">Options of the first page; the others follow its continuation token.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public IAsyncEnumerable<R2ObjectPage> EnumerateObjectPagesAsync(string bucketName, ListObjectsOptions? options = null, CancellationToken cancellationToken = default) =>
        EnumerateObjectPagesAsync(bucketName, options, new ListLimits { AtOnce = options?.RequestsAtOnce ?? 1 }, cancellationToken);

    /// <summary>As <see cref="EnumerateObjectPagesAsync(string, ListObjectsOptions?, CancellationToken)"/>, with other limits.</summary>
    internal async IAsyncEnumerable<R2ObjectPage> EnumerateObjectPagesAsync(
        string bucketName, ListObjectsOptions? options, ListLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (limits.AtOnce is < 1 or > ListLimits.Most)
        {
            throw R2Exception.OutOfRange(nameof(ListObjectsOptions.RequestsAtOnce), limits.AtOnce, $"1 to {ListLimits.Most}");
        }

        // In a recording the requests of a list are the same each time, however long they take.
        ListPace? pace = limits.AtOnce > 1 && _options.Simulation is null && options is null or { Delimiter: null or "", MaxKeys: null, ContinuationToken: null }
            ? new ListPace(limits, options?.Prefix ?? "")
            : null;
        PageWalk walk = new();
        while (true)
        {
            long asked = _options.TimeProvider.GetTimestamp();
            R2ObjectPage page = await ListObjectsAsync(bucketName, options, cancellationToken).ConfigureAwait(false);
            pace?.Count(page, _options.TimeProvider.GetElapsedTime(asked));
            Enter(page);
            yield return page;
            if (!page.IsTruncated)
            {
                yield break;
            }

            walk.Next(page.NextContinuationToken!, ListDocument.LastOf(page), bucketName);
            options = (options ?? new()) with { ContinuationToken = page.NextContinuationToken };
            if (pace is not { IsLongAndSlow: true })
            {
                continue;
            }

            SegmentedListing segments = new((ask, cancellation) => ListObjectsAsync(bucketName, ask, cancellation), bucketName, options, pace, cancellationToken);
            await using (segments.ConfigureAwait(false))
            {
                pace = null;
                while (await segments.NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
                {
                    Enter(next);
                    yield return next;
                    if (!next.IsTruncated)
                    {
                        yield break;
                    }

                    options = options with { ContinuationToken = next.NextContinuationToken };
                }
            }
        }

        void Enter(R2ObjectPage page)
        {
            (string? first, string? last) = page.Objects.Count > 0 ? (page.Objects[0].Key, page.Objects[^1].Key) : default((string?, string?));
            (string? firstPrefix, string? lastPrefix) = page.Prefixes.Count > 0 ? (page.Prefixes[0].Prefix, page.Prefixes[^1].Prefix) : default((string?, string?));
            walk.Enter(first, last, firstPrefix, lastPrefix, bucketName);
        }
    }

    /// <summary>Lists a bucket's unfinished uploads page by page, each asked for when the one before has been taken.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="options">Options of the first page; the others follow its markers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<R2MultipartUploadPage> EnumerateMultipartUploadPagesAsync(
        string bucketName, ListMultipartUploadsOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PageWalk walk = new();
        while (true)
        {
            R2MultipartUploadPage page = await ListMultipartUploadsAsync(bucketName, options, cancellationToken).ConfigureAwait(false);
            yield return page;
            if (!page.IsTruncated)
            {
                yield break;
            }

            walk.Next($"{page.NextKeyMarker} {page.NextUploadIdMarker}", page.Uploads.Count > 0 ? $"{page.Uploads[^1].Key} {page.Uploads[^1].UploadId}" : null, bucketName);
            options = (options ?? new()) with { KeyMarker = page.NextKeyMarker, UploadIdMarker = page.NextUploadIdMarker };
        }
    }

    /// <summary>Lists an upload's parts page by page, each asked for when the one before has been taken.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<R2PartPage> EnumeratePartPagesAsync(R2MultipartUpload upload, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        int? marker = null;
        while (true)
        {
            R2PartPage page = await ListPartsAsync(upload, marker, cancellationToken: cancellationToken).ConfigureAwait(false);
            yield return page;
            if (!page.IsTruncated)
            {
                yield break;
            }

            marker = page.NextPartNumberMarker;
        }
    }
}
