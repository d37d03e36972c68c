using System.Collections.Frozen;

namespace R2.Cmdlets.Common;

/// <summary>What to do about each error. Those of the server's codes follow https://developers.cloudflare.com/r2/api/error-codes/</summary>
internal static class Remedies
{
    private const string Unknown = "Run the command again with -Verbose; if it stays, report the error with its request id: $Error[0].Exception | Format-List *";

    private static readonly FrozenDictionary<string, string> s_remedies = new Dictionary<string, string>
    {
        ["AccessDenied"] = "Check that the API token has the permission for this bucket and operation; tokens for objects alone can neither list nor make buckets.",
        ["AccountRequired"] = "Give -AccountId or -Endpoint, or set R2_ACCOUNT_ID or R2_ENDPOINT.",
        ["BadDigest"] = "The bytes changed on their way: send them again.",
        ["BucketAlreadyOwnedByYou"] = "Choose another name, or use the bucket that is there.",
        ["BucketConflict"] = "Choose another name: bucket names are unique within the account.",
        ["BucketNotEmpty"] = "Remove the bucket's objects first: Remove-R2Bucket -Force does so, and ends unfinished uploads, which count too.",
        ["BucketRequired"] = "Give -BucketName, or connect with a default bucket: Connect-R2 -BucketName.",
        ["ChecksumMismatch"] = "Transfer it again; if it stays, something in between changes the bytes: check proxies and the disk.",
        ["ClientDisconnect"] = "Run the command again; if it stays, something in between ends connections: check proxies.",
        ["ConnectionFailed"] = "Check the endpoint, the network and a proxy in between.",
        ["CredentialRenewalFailed"] = "See to the source of the credential, or connect again.",
        ["CredentialRequired"] = "Give -Credential, or set R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY.",
        ["DuplicateKey"] = "Give each input a key of its own; -Recurse keeps the folders of a tree apart.",
        ["EntityTooLarge"] = "An object may have 5 TiB - 5 GiB; for a longer stream than its parts can hold, raise -PartSize.",
        ["EntityTooSmall"] = "Make every part but the last at least 5 MiB, all of the same length.",
        ["ExpiredRequest"] = "Make a new presigned URL.",
        ["FileAccessDenied"] = "Check the permissions of the file and of its folder.",
        ["FileError"] = "Check that the disk is not full and that no other program holds the file.",
        ["FileExists"] = "Choose another -Path, or overwrite the file with -Force.",
        ["FileNotFound"] = "Check the path and the working directory; use -LiteralPath when the name holds [ or ].",
        ["IncompleteBody"] = "Run the command again; if it stays, something in between cuts bodies short: check proxies.",
        ["InsecureEndpoint"] = "Use https, or add -AllowInsecure if the network in between is yours.",
        ["InternalError"] = "Run the command again; if it stays, see https://www.cloudflarestatus.com.",
        ["InvalidAccessKeyId"] = "Check the access key id, and that the endpoint is the one that it is for.",
        ["InvalidAge"] = "Give -OlderThan as days.hours:minutes:seconds, for example 1.00:00:00.",
        ["InvalidArgument"] = "Correct the value that the message names.",
        ["InvalidBucketName"] = "Use 3 to 63 lower-case letters, digits and hyphens, with no hyphen at either end.",
        ["InvalidCredential"] = "Copy the access key id and the secret again, with nothing before or after them.",
        ["InvalidDigest"] = "Give the digest in base64, of as many bytes as its algorithm has.",
        ["InvalidExpiry"] = "Give -ExpiresIn between 1 second and 7 days, for example 1:00:00.",
        ["InvalidMetadata"] = "Name metadata with letters, digits, hyphens and dots, and keep control characters out of values.",
        ["InvalidObjectName"] = "Use a key of 1 to 1,024 bytes in UTF-8.",
        ["InvalidPart"] = "Compare with Get-R2MultipartPart: all parts but the last must have one length, the last no more, and none may have been written again since.",
        ["InvalidRange"] = "Begin the range below the object's size: 'first-last', 'first-' or '-count'.",
        ["InvalidRequest"] = "Correct what the message names.",
        ["InvalidResponse"] = "What answered is not R2, or something in between changed the answer: check the endpoint and proxies.",
        ["InvalidRule"] = "Correct the rule whose number the message names; see https://developers.cloudflare.com/r2/buckets/cors/ and https://developers.cloudflare.com/r2/buckets/object-lifecycles/.",
        ["InvalidSetting"] = "Correct the setting that the message names.",
        ["InvalidSseCustomerKey"] = "Give -SseCustomerKey as 32 bytes: [byte[]].",
        ["MalformedXML"] = "Correct the rules or the list that was sent; the server takes fewer forms than S3.",
        ["MetadataTooLarge"] = "Keep names and values of -Metadata within 8,192 bytes.",
        ["MethodNotAllowed"] = "Check the endpoint: it is not R2's S3 API.",
        ["MissingContentLength"] = "Something in between took the length away: check proxies.",
        ["NoParts"] = "Write parts first (Write-R2MultipartPart), or end the upload: Stop-R2MultipartUpload.",
        ["NoSuchBucket"] = "Check the name and the account; a bucket of a jurisdiction is reachable only there (Connect-R2 -Jurisdiction).",
        ["NoSuchCORSConfiguration"] = "Set rules first: Set-R2BucketCors.",
        ["NoSuchKey"] = "Check the key: keys are case-sensitive.",
        ["NoSuchLifecycleConfiguration"] = "Set rules first: Set-R2BucketLifecycle.",
        ["NoSuchUpload"] = "The upload was completed, stopped or never there: Get-R2MultipartUpload lists those that are.",
        ["NotConnected"] = "Run Connect-R2 first, or set R2_ACCOUNT_ID, R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY.",
        ["NotEntitled"] = "Activate R2 for the account in Cloudflare's dashboard.",
        ["NotImplemented"] = "Leave out what the message names; R2 has no ACLs, tags or versions: https://developers.cloudflare.com/r2/api/s3/api/.",
        ["NotModified"] = "The object is still the one you named: nothing to read.",
        ["ObjectChanged"] = "Somebody wrote the object meanwhile: read it again.",
        ["ObjectLockedByBucketPolicy"] = "Wait until the bucket's lock rule lets go of the object.",
        ["OperationTimeout"] = "Check the network, or raise Connect-R2 -TimeoutSeconds.",
        ["PathIsFolder"] = "Name a file; or add -Recurse to write a folder's files.",
        ["PortUnavailable"] = "Choose another -Port, or leave it out for a free one.",
        ["PreconditionFailed"] = "The object has changed: read its state again (Get-R2Object) and decide anew.",
        ["ProfileNotFound"] = "Check the profile's name, or connect with -AccountId and -Credential.",
        ["RequestTimeTooSkewed"] = "Set this machine's clock: it may be 15 minutes off at most.",
        ["RouteNotFound"] = "Check the endpoint: https://ACCOUNT.r2.cloudflarestorage.com, with the id of your account and without a bucket.",
        ["SameObject"] = "Give -DestinationKey or -DestinationBucketName another value; keys that differ in Unicode form alone are one at R2.",
        ["ServiceUnavailable"] = "Wait a little, and send fewer requests at once (-ThrottleLimit).",
        ["SignatureDoesNotMatch"] = "Check the secret access key, and copy it again; where the message names a part of the request, check the proxy that changes it.",
        ["SlowDown"] = "Wait a little, and send fewer requests at once (-ThrottleLimit).",
        ["SourceChanged"] = "Write the file again when nothing else writes to it.",
        ["SourceUnreadable"] = "Check the disk that the file is on, and that no other program holds it.",
        ["TargetNotWritable"] = "Choose another -Path, or make the file writable.",
        ["TlsFailed"] = "Check the host name of the endpoint, this machine's clock, and what opens TLS in between.",
        ["TooManyRequests"] = "One key takes one write a second: see whether others write to it.",
        ["TransferInProgress"] = "Wait for the other command, or stop it.",
        ["Unauthorized"] = "Check the access key id: the API token may have been removed or have expired.",
        ["UnsafePath"] = "Add -SanitizeNames to escape what file names cannot hold, or name a file for this key alone: Read-R2Object -Key … -Path file.",
        ["XAmzContentSHA256Mismatch"] = "The bytes changed on their way: send them again; if it stays, check proxies.",
    }.ToFrozenDictionary();

    /// <summary>Every code that has a remedy; docs/errors.md lists them.</summary>
    public static IReadOnlyDictionary<string, string> All => s_remedies;

    public static string For(string code) => s_remedies.GetValueOrDefault(code, Unknown);
}
