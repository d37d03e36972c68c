using R2.Emulator.Errors;
using R2.Emulator.Http;

namespace R2.Emulator.Operations;

/// <summary>AbortMultipartUpload.</summary>
internal static class AbortMultipartUpload
{
    public static Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var bucket = context.Bucket;
        var upload = bucket.FindUpload(context.Key, context.Request.Query["uploadId"]!);
        return upload is not null && bucket.Remove(upload)
            ? Task.FromResult(OperationContext.Empty(204))
            : throw S3Errors.NoSuchUpload();
    }
}
