using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Operations;

/// <summary>Permissions of a credential, as those of R2's tokens (https://developers.cloudflare.com/r2/api/tokens/#permissions).</summary>
internal static class Permissions
{
    public static void Check(EmulatorCredential credential, S3Request request, string operation, OperationDefinition definition)
    {
        if ((definition.Writes && credential.IsReadOnly) || (definition.IsAdministrative && credential.Buckets is not null))
        {
            throw S3Errors.AccessDenied();
        }

        if (credential.Reach is { } reach && !(request.Bucket is not null && reach.AllowsOperation(operation, definition.Writes, definition.IsAdministrative)))
        {
            throw S3Errors.AccessDenied();
        }

        if (request.Bucket is null)
        {
            return;
        }

        RequireBucket(credential, request.Bucket);
        if (request.Key is not null)
        {
            RequireKey(credential, request.Key);
        }
        else if (operation is "ListObjects" or "ListObjectsV2" or "ListMultipartUploads" && credential.Reach?.AllowsListing(request.Query["prefix"]) == false)
        {
            throw S3Errors.AccessDenied();
        }
    }

    /// <summary>Whether a credential may access this object of a bucket that it may access.</summary>
    public static bool AllowsKey(EmulatorCredential credential, string key) => credential.Reach?.AllowsKey(key) != false;

    public static void RequireBucket(EmulatorCredential credential, string bucket)
    {
        if (credential.Buckets?.Contains(bucket) == false || (credential.Reach is { } reach && reach.Bucket != bucket))
        {
            throw S3Errors.AccessDenied();
        }
    }

    public static void RequireKey(EmulatorCredential credential, string key)
    {
        if (!AllowsKey(credential, key))
        {
            throw S3Errors.AccessDenied();
        }
    }
}
