using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Operations;

/// <summary>What a credential may do, after R2's token permissions (https://developers.cloudflare.com/r2/api/tokens/#permissions).</summary>
internal static class Permissions
{
    public static void Check(EmulatorCredential credential, S3Request request, OperationDefinition definition)
    {
        if ((definition.Writes && credential.IsReadOnly) || (definition.IsAdministrative && credential.Buckets is not null))
        {
            throw S3Errors.AccessDenied();
        }

        if (request.Bucket is not null)
        {
            RequireBucket(credential, request.Bucket);
        }
    }

    public static void RequireBucket(EmulatorCredential credential, string bucket)
    {
        if (credential.Buckets is not null && !credential.Buckets.Contains(bucket))
        {
            throw S3Errors.AccessDenied();
        }
    }
}
