namespace R2.Emulator.Errors;

/// <summary>
/// R2's errors and messages: https://developers.cloudflare.com/r2/api/error-codes/, and as captured for Cloudflare's local
/// server (https://github.com/cloudflare/workers-sdk, packages/miniflare/src/workers/r2/s3).
/// </summary>
internal static class S3Errors
{
    public static S3Exception NoSuchBucket() => new(404, "NoSuchBucket", "The specified bucket does not exist.");

    public static S3Exception NoSuchKey() => new(404, "NoSuchKey", "The specified key does not exist.");

    public static S3Exception NoSuchUpload() => new(404, "NoSuchUpload", "The specified multipart upload does not exist.");

    public static S3Exception RouteNotFound() => new(404, "RouteNotFound", "No route matches this url.");

    public static S3Exception InvalidBucketName() => new(400, "InvalidBucketName", "The specified bucket name is not valid.");

    public static S3Exception InvalidObjectName() => new(400, "InvalidObjectName", "The specified object name is not valid.");

    public static S3Exception InvalidArgument(string message) => new(400, "InvalidArgument", message);

    public static S3Exception InvalidRequest(string message) => new(400, "InvalidRequest", message);

    public static S3Exception NotImplemented(string what) => new(501, "NotImplemented", $"{what} not implemented");

    public static S3Exception HeaderNotImplemented(string name, string value) =>
        NotImplemented($"Header '{name}' with value '{value}'");

    public static S3Exception Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static S3Exception AccessDenied() => new(403, "AccessDenied", "Access Denied");

    public static S3Exception PreconditionFailed() =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.");

    public static S3Exception InvalidRange() => new(416, "InvalidRange", "The requested range is not satisfiable");

    public static S3Exception MalformedXml() => new(
        400,
        "MalformedXML",
        "The XML you provided was not well formed or did not validate against our published schema.");

    public static S3Exception InvalidPart(string message = "One or more of the specified parts could not be found.") =>
        new(400, "InvalidPart", message);

    public static S3Exception EntityTooSmall() =>
        new(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed object size.");

    public static S3Exception EntityTooLarge() =>
        new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.");

    public static S3Exception MetadataTooLarge() =>
        new(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size.");

    public static S3Exception InvalidDigest() =>
        new(400, "InvalidDigest", "The checksum or Content-MD5 you specified is not valid.");

    public static S3Exception BadDigest(string algorithm, string provided, string actual) => new(
        400,
        "BadDigest",
        $"The {algorithm} checksum you specified did not match what we received.\nYou provided a {algorithm} checksum with value: {provided}\nActual {algorithm} was: {actual}");

    public static S3Exception ContentSha256Mismatch() => new(
        400,
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.");

    public static S3Exception MissingContentLength() =>
        new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static S3Exception ServiceUnavailable() => new(503, "ServiceUnavailable", "Please reduce your request rate.");

    /// <summary>R2's documentation says 403; what has been seen of R2 is 409.</summary>
    public static S3Exception ObjectLocked() => new(409, "ObjectLockedByBucketPolicy", "The object is locked by the bucket policy.");

    public static S3Exception TooManyRequests() => new(
        429,
        "TooManyRequests",
        "Reduce your concurrent request rate for the same object.");
}
