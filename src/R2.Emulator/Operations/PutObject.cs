using R2.Emulator.Errors;
using R2.Emulator.Http;
using R2.Emulator.Metadata;
using R2.Emulator.Storage;

namespace R2.Emulator.Operations;

/// <summary>PutObject, with its conditions checked in the same breath as the object becomes visible.</summary>
internal static class PutObject
{
    public static async Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var bucket = context.BucketOrNew;
        var key = context.Key;
        var attributes = AttributeHeaders.Read(context);
        var conditions = Conditions.Read(request);
        var length = request.RequireLength();
        if (length > context.Limits.MaximumPutSize)
        {
            throw S3Errors.EntityTooLarge();
        }

        using var received = await ReceivedBody.ReceiveAsync(context, length, null, cancellationToken).ConfigureAwait(false);
        var stored = new StoredObject
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

        var reply = OperationContext.Empty().With("ETag", $"\"{stored.ETag}\"");
        CustomerKey.Echo(attributes.CustomerKeyMd5, reply);
        ChecksumHeaders.Write(stored.Checksum, reply);
        return reply;
    }
}
