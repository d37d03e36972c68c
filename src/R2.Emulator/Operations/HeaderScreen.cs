using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Operations;

/// <summary>Headers that R2 refuses; it ignores unknown ones (https://developers.cloudflare.com/r2/api/s3/api/).</summary>
internal static class HeaderScreen
{
    public static readonly IReadOnlyList<string> Owner = ["x-amz-expected-bucket-owner"];

    public static readonly IReadOnlyList<string> Delete = [.. Owner, "x-amz-mfa", "x-amz-bypass-governance-retention"];

    public static readonly IReadOnlyList<string> Write =
    [
        .. Owner,
        "x-amz-tagging",
        "x-amz-grant-full-control",
        "x-amz-grant-read",
        "x-amz-grant-read-acp",
        "x-amz-grant-write",
        "x-amz-grant-write-acp",
        "x-amz-website-redirect-location",
        "x-amz-object-lock-mode",
        "x-amz-object-lock-retain-until-date",
        "x-amz-object-lock-legal-hold",
        "x-amz-server-side-encryption-aws-kms-key-id",
        "x-amz-server-side-encryption-context",
        "x-amz-server-side-encryption-bucket-key-enabled",
    ];

    public static readonly IReadOnlyList<string> Copy =
        [.. Write, "x-amz-source-expected-bucket-owner", "x-amz-tagging-directive", "x-amz-checksum-algorithm"];

    public static readonly IReadOnlyList<string> PartCopy =
    [
        .. Owner,
        "x-amz-source-expected-bucket-owner",
        "x-amz-copy-source-if-match",
        "x-amz-copy-source-if-none-match",
        "x-amz-copy-source-if-modified-since",
        "x-amz-copy-source-if-unmodified-since",
    ];

    /// <summary>Canned ACLs are accepted; they have no effect, since R2 has no ACLs.</summary>
    private static readonly HashSet<string> s_cannedAcls =
    [
        "private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control",
    ];

    public static void Check(S3Request request, OperationDefinition definition)
    {
        foreach (string name in definition.Refused)
        {
            if (request.Header(name) is { } value)
            {
                throw S3Errors.HeaderNotImplemented(name, value);
            }
        }

        if (!definition.ScreensWriteHeaders)
        {
            return;
        }

        if (request.Header("x-amz-server-side-encryption") is { } encryption and not "AES256")
        {
            throw S3Errors.HeaderNotImplemented("x-amz-server-side-encryption", encryption);
        }

        if (request.Header("x-amz-acl") is { } acl && !s_cannedAcls.Contains(acl))
        {
            throw S3Errors.HeaderNotImplemented("x-amz-acl", acl);
        }
    }
}
