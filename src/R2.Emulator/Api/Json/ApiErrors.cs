namespace R2.Emulator.Api.Json;

/// <summary>
/// Errors of Cloudflare's API. The codes of R2 are those of https://developers.cloudflare.com/r2/api/error-codes/, of the contract (10034, 11015) and of what
/// Wrangler's users see (10000, 10004, 10040, 10059); see docs/emulator.md for those that are nowhere published.
/// </summary>
internal static class ApiErrors
{
    public static ApiException MissingToken() => new(400, 9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers");

    public static ApiException MalformedToken() => new(400, 6003, "Invalid request headers");

    public static ApiException InvalidToken() => new(401, 1000, "Invalid API Token");

    /// <summary>The same for an unknown token and for one that lacks a permission; only the status differs.</summary>
    public static ApiException Authentication(int status) => new(status, 10000, "Authentication error");

    public static ApiException OtherAccount() => new(403, 9109, "Unauthorized to access requested resource");

    public static ApiException NoRoute(string path) => new(404, 7003, $"Could not route to {path}, perhaps your object identifier is invalid?");

    public static ApiException MethodNotAllowed() => new(405, 7001, "Method not allowed for this authentication scheme");

    public static ApiException Malformed(string? pointer = null) => new(400, 10040, "The JSON you provided was not well formed.", pointer);

    public static ApiException InvalidArgument(string message) => new(400, 10026, message);

    public static ApiException MissingLength() => new(411, 10033, "You must provide the Content-Length HTTP header.");

    public static ApiException Internal(string message) => new(500, 10001, message);

    public static ApiException InvalidBucketName() => new(400, 10005, "The specified bucket name is not valid.");

    public static ApiException NoSuchBucket() => new(404, 10006, "The specified bucket does not exist.");

    public static ApiException NoSuchKey() => new(404, 10007, "The specified key does not exist.");

    public static ApiException BucketExists() => new(409, 10004, "The bucket you tried to create already exists, and you own it.");

    public static ApiException BucketNotEmpty() => new(409, 10008, "The bucket you tried to delete is not empty.");

    public static ApiException ObjectLocked() => new(409, 10069, "The object is locked by the bucket policy.");

    public static ApiException NoCors() => new(404, 10059, "The CORS configuration does not exist.");

    public static ApiException NotificationsBlock() => new(409, 10034, "The bucket cannot be emptied while event notifications are configured.");

    public static ApiException JobsRunning() => new(429, 10058, "A job of this bucket is still running.");

    public static ApiException NoNotifications() => new(404, 11015, "workers.api.error.no_configs_found_for_bucket");

    public static ApiException NoSuchJob() => new(404, 10080, "The specified job does not exist.");

    public static ApiException NoSuchDomain() => new(404, 10062, "The specified custom domain does not exist.");

    public static ApiException DomainExists() => new(409, 10063, "The custom domain is already attached to a bucket.");

    public static ApiException WrongZone() => new(400, 10064, "The domain does not belong to a zone of this account.", "/zoneId");

    public static ApiException OverlappingRules() => new(409, 11020, "The event notification rule overlaps with another rule of this bucket.", "/rules");

    public static ApiException TooManyRules() => new(400, 11021, "A bucket can have at most 100 event notification rules.", "/rules");

    public static ApiException NoSuchQueue() => new(404, 11000, "The specified queue does not exist.");

    public static ApiException TooManyMigrations() => new(409, 12001, "Maximum number of concurrent jobs has been reached");

    public static ApiException WrongMigrationState(string message) => new(409, 12002, message);

    public static ApiException NoSuchMigration() => new(404, 12003, "Job not found");

    public static ApiException UnusableMigration(string message, string pointer) => new(400, 12004, message, pointer);
}
