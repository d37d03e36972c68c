using System.Globalization;
using R2.Models;

namespace R2.Cmdlets.Completion.Completers;

/// <summary>Unfinished uploads: by id, of the key if the command line has one, or by key.</summary>
internal sealed class UploadCompleter : R2Completer
{
    private const string IdParameter = "UploadId";

    private protected override StringComparison Comparison => StringComparison.Ordinal;

    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request)
    {
        bool ofIds = request.Parameter == IdParameter;
        string prefix = (ofIds ? request.Text("Key") : request.Word) ?? "";
        return AskBucket(request, "BucketName", $"{request.Parameter} of uploads from '{prefix}'", (client, bucket, cancellation) => ListAsync(client, bucket, ofIds, prefix, cancellation));
    }

    private static async Task<IReadOnlyList<CompletionItem>> ListAsync(R2Client client, string bucket, bool ofIds, string prefix, CancellationToken cancellation)
    {
        R2MultipartUploadPage page = await client.ListMultipartUploadsAsync(bucket, new() { Prefix = prefix.Length == 0 ? null : prefix }, cancellation).ConfigureAwait(false);
        return ofIds
            ? [.. page.Uploads.Where(upload => prefix.Length == 0 || upload.Key == prefix).Select(upload => new CompletionItem(upload.UploadId, Tip(upload), $"{upload.Key} ({Tip(upload)})"))]
            : [.. page.Uploads.Select(static upload => upload.Key).Distinct().Select(static key => new CompletionItem(key, "unfinished upload"))];
    }

    private static string Tip(R2MultipartUpload upload) => upload.Initiated is { } start
        ? string.Create(CultureInfo.CurrentCulture, $"started {start.LocalDateTime:g}")
        : "started at an unknown time";
}
