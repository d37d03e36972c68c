using System.Security.Cryptography;
using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Routing;

namespace R2.Emulator.Metadata;

/// <summary>
/// SSE-C: algorithm, key and its MD5 (https://developers.cloudflare.com/r2/examples/ssec/). Bodies are not encrypted here; only
/// the MD5 of the key is stored, and requests without the same key are refused.
/// </summary>
internal sealed record CustomerKey(string Md5)
{
    private const string Own = "x-amz-server-side-encryption-customer-";
    private const string Source = "x-amz-copy-source-server-side-encryption-customer-";
    private const string Given = "Requests specifying Server Side Encryption with Customer provided keys must provide ";

    public static CustomerKey? Read(S3Request request) => Read(request, Own);

    public static CustomerKey? ReadSource(S3Request request) => Read(request, Source);

    /// <summary>Throws unless the key is the one that the object was stored with.</summary>
    public static void Require(CustomerKey? given, string? stored)
    {
        if (stored is null && given is not null)
        {
            throw S3Errors.InvalidRequest("The encryption parameters are not applicable to this object.");
        }

        if (stored is not null && given is null)
        {
            throw S3Errors.InvalidRequest(
                "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.");
        }

        if (given is not null && given.Md5 != stored)
        {
            throw S3Errors.AccessDenied();
        }
    }

    public static void Echo(string? md5, HttpReply reply)
    {
        if (md5 is not null)
        {
            reply.With(Own + "algorithm", "AES256").With(Own + "key-MD5", md5);
        }
    }

    private static CustomerKey? Read(S3Request request, string prefix)
    {
        string? algorithm = request.Header(prefix + "algorithm");
        string? key = request.Header(prefix + "key");
        string? md5 = request.Header(prefix + "key-MD5");
        if (algorithm is null && key is null && md5 is null)
        {
            return null;
        }

        if (key is null)
        {
            throw S3Errors.InvalidArgument(Given + "an appropriate secret key.");
        }

        if (md5 is null)
        {
            throw S3Errors.InvalidArgument(Given + "the client calculated MD5 of the secret key.");
        }

        if (algorithm is null)
        {
            throw S3Errors.InvalidArgument(Given + "a valid encryption algorithm.");
        }

        return algorithm == "AES256"
            ? Check(key, md5)
            : throw new S3Exception(
                400,
                "InvalidEncryptionAlgorithmError",
                "The encryption request that you specified is not valid. The valid value is AES256.");
    }

    private static CustomerKey Check(string key, string md5)
    {
        byte[] bytes = new byte[34];
        if (!Convert.TryFromBase64String(key, bytes, out int length) || length != 32)
        {
            throw S3Errors.InvalidArgument("The secret key was invalid for the specified algorithm.");
        }

#pragma warning disable CA5351 // The MD5 of the key is part of the protocol.
        string actual = Convert.ToBase64String(MD5.HashData(bytes.AsSpan(0, length)));
#pragma warning restore CA5351
        return actual == md5
            ? new CustomerKey(md5)
            : throw S3Errors.InvalidArgument("The calculated MD5 hash of the key did not match the hash that was provided.");
    }
}
