using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Metadata;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Operations.Objects;

/// <summary>PutObject. Conditions are checked atomically with the write.</summary>
internal static class PutObject
{
    public static async Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        S3Request request = context.Request;
        Bucket bucket = context.BucketOrNew;
        string key = context.Key;
        ObjectAttributes attributes = AttributeHeaders.Read(context);
        Conditions conditions = Conditions.Read(request);
        long length = request.RequireLength();
        if (length > context.Limits.MaximumPutSize)
        {
            throw S3Errors.EntityTooLarge();
        }

        using ReceivedBody received = await ReceivedBody.ReceiveAsync(context, length, null, cancellationToken).ConfigureAwait(false);
        StoredObject stored = new StoredObject
        {
            Key = key,
            ETag = received.Digests.ETag,
            LastModified = request.Now,
            Attributes = attributes,
            Body = received.Body,
            Checksum = received.Expected.Checksum,
        };
        if (!bucket.Put(stored, conditions.Hold))
        {
            throw S3Errors.PreconditionFailed();
        }

        HttpReply reply = OperationContext.Empty().With("ETag", $"\"{stored.ETag}\"");
        CustomerKey.Echo(attributes.CustomerKeyMd5, reply);
        ChecksumHeaders.Write(stored.Checksum, reply);
        return reply;
    }
}
