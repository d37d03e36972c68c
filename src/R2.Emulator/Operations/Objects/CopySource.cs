using R2.Emulator.Errors;
using R2.Emulator.Metadata;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Operations.Objects;

/// <summary>The object in <c>x-amz-copy-source</c>: <c>/bucket/key</c>, decoded exactly once; the leading slash is optional.</summary>
internal static class CopySource
{
    public static ObjectLease Open(OperationContext context)
    {
        string raw = context.Request.Header("x-amz-copy-source")!;
        if (raw.Contains("?versionId=", StringComparison.Ordinal))
        {
            throw S3Errors.HeaderNotImplemented("x-amz-copy-source", raw);
        }

        string source = PercentCoding.DecodeStrict(raw) ?? throw S3Errors.InvalidObjectName();
        source = source.StartsWith('/') ? source[1..] : source;
        int slash = source.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || slash == source.Length - 1)
        {
            throw S3Errors.InvalidArgument("copy source bucket name");
        }

        Permissions.RequireBucket(context.Identity.Credential, source[..slash]);
        Permissions.RequireKey(context.Identity.Credential, source[(slash + 1)..]);
        Bucket bucket = context.Account.Find(source[..slash]) ?? throw S3Errors.NoSuchBucket();
        ObjectLease lease = bucket.Open(source[(slash + 1)..]) ?? throw S3Errors.NoSuchKey();
        try
        {
            CustomerKey.Require(CustomerKey.ReadSource(context.Request), lease.Object.Attributes.CustomerKeyMd5);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }
}
