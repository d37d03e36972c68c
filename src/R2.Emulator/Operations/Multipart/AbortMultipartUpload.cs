using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Storage;

namespace R2.Emulator.Operations.Multipart;

/// <summary>AbortMultipartUpload: idempotent, even for a completed upload; only an upload that never existed is not found.</summary>
internal static class AbortMultipartUpload
{
    public static Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        Bucket bucket = context.Bucket;
        string id = context.Request.Query["uploadId"]!;
        MultipartUpload? upload = bucket.FindUpload(context.Key, id);
        return (upload is not null && bucket.Remove(upload)) || bucket.HasEnded(context.Key, id)
            ? Task.FromResult(OperationContext.Empty(204))
            : throw S3Errors.NoSuchUpload();
    }
}
