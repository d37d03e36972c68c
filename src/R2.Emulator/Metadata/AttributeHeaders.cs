using System.Text;
using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Operations;
using R2.Emulator.Routing;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Metadata;

/// <summary>Converts the attributes of an object to header fields and back.</summary>
internal static class AttributeHeaders
{
    private const string UserPrefix = "x-amz-meta-";
    private const int MostMetadataBytes = 8192;

    private static readonly string[] s_system =
        ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    public static ObjectAttributes Read(OperationContext context)
    {
        S3Request request = context.Request;
        Dictionary<string, string> system = s_system
            .Where(request.HasHeader)
            .ToDictionary(name => name, name => request.Header(name)!, StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> user = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string? name, string? value) in request.Http.Headers)
        {
            if (name.StartsWith(UserPrefix, StringComparison.OrdinalIgnoreCase))
            {
                string field = name[UserPrefix.Length..].ToLowerInvariant();
                string decoded = Rfc2047.Decode(value);
                user[field] = user.TryGetValue(field, out string? first) ? $"{first},{decoded}" : decoded;
            }
        }

        if (user.Sum(field => Encoding.UTF8.GetByteCount(field.Key) + Encoding.UTF8.GetByteCount(field.Value)) > MostMetadataBytes)
        {
            throw S3Errors.MetadataTooLarge();
        }

        return new ObjectAttributes(system, user, StorageClasses.Read(request, context.DefaultStorageClass), CustomerKey.Read(request)?.Md5);
    }

    public static void Write(StoredObject stored, HttpReply reply)
    {
        ObjectAttributes attributes = stored.Attributes;
        reply.With("Content-Type", "application/octet-stream");
        foreach ((string? name, string? value) in attributes.System)
        {
            reply.With(name, value);
        }

        reply.With("ETag", $"\"{stored.ETag}\"")
            .With("Last-Modified", HttpDate.Format(stored.LastModified))
            .With("Accept-Ranges", "bytes");
        foreach ((string? name, string? value) in attributes.User)
        {
            reply.With(UserPrefix + name, Rfc2047.Encode(value));
        }

        if (attributes.StorageClass != StorageClasses.Standard)
        {
            reply.With("x-amz-storage-class", attributes.StorageClass);
        }

        CustomerKey.Echo(attributes.CustomerKeyMd5, reply);
    }
}
