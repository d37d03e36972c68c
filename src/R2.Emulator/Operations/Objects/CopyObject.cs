using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Integrity;
using R2.Emulator.Metadata;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Objects;

/// <summary>CopyObject: the copy shares the bytes of its source.</summary>
internal static class CopyObject
{
    public static async Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        S3Request request = context.Request;
        string directive = request.Header("x-amz-metadata-directive") ?? "COPY";
        if (directive is not ("COPY" or "REPLACE" or "MERGE"))
        {
            throw S3Errors.InvalidArgument($"metadata directive {directive}.");
        }

        ObjectAttributes given = AttributeHeaders.Read(context);
        Bucket bucket = context.Bucket;
        string key = context.Key;
        using ObjectLease source = CopySource.Open(context);
        if (!Conditions.Read(request, "x-amz-copy-source-").Hold(source.Object))
        {
            throw S3Errors.PreconditionFailed();
        }

        if (source.Object.Size > context.Limits.MaximumPutSize)
        {
            throw S3Errors.EntityTooLarge();
        }

        // The copy has no parts: its ETag is the MD5 of all bytes, even if the source's is that of its parts.
        bool isAssembled = source.Object.PartSizes.Count > 0;
        StoredObject copy = source.Object with
        {
            Key = key,
            ETag = isAssembled ? await BodyHasher.Md5Async(source.Object.Body, cancellationToken).ConfigureAwait(false) : source.Object.ETag,
            LastModified = request.Now,
            Attributes = Attributes(directive, source.Object.Attributes, given),
            PartSizes = [],
            Checksum = isAssembled ? null : source.Object.Checksum,
        };
        if (!bucket.Put(copy, Conditions.Read(request, "cf-copy-destination-").Hold))
        {
            throw S3Errors.PreconditionFailed();
        }

        HttpReply reply = HttpReply.Xml(XmlText.Document("CopyObjectResult", xml => xml
            .Element("ETag", $"\"{copy.ETag}\"")
            .Element("LastModified", copy.LastModified)
            .Write(copy.Checksum)));
        CustomerKey.Echo(copy.Attributes.CustomerKeyMd5, reply);
        return reply;
    }

    /// <summary>MERGE is an extension of R2: what the request states is replaced, the rest is copied (https://developers.cloudflare.com/r2/api/s3/extensions/).</summary>
    private static ObjectAttributes Attributes(string directive, ObjectAttributes source, ObjectAttributes given)
    {
        ObjectAttributes metadata = directive switch
        {
            "COPY" => source,
            "REPLACE" => given,
            _ => source with { System = Merge(source.System, given.System), User = Merge(source.User, given.User) },
        };
        return metadata with
        {
            CustomerKeyMd5 = given.CustomerKeyMd5,
            StorageClass = given.StorageClass,
        };
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> given)
    {
        Dictionary<string, string> merged = new Dictionary<string, string>(source, StringComparer.OrdinalIgnoreCase);
        foreach ((string? name, string? value) in given)
        {
            merged[name] = value;
        }

        return merged;
    }
}
