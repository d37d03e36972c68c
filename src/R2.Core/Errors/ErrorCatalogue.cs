using System.Net;

namespace R2.Errors;

/// <summary>
/// Every error that the library knows, one line each: the only table of what codes and statuses mean. https://developers.cloudflare.com/r2/api/error-codes/
/// </summary>
/// <remarks>A code says more than its status: 400 stands for a dozen errors. The status decides the kind only where the code is not known; that an error may pass, either can say.</remarks>
internal static class ErrorCatalogue
{
    /// <summary>The first line of a status gives the code of responses without a document: HEAD has none, and proxies write pages of their own.</summary>
    private static readonly ErrorEntry[] s_entries =
    [
        // The server's.
        new(R2ErrorCodes.NotModified, 304, R2ErrorKind.Precondition),
        new(R2ErrorCodes.InvalidRequest, 400, R2ErrorKind.Invalid),
        new(R2ErrorCodes.BadDigest, 400, R2ErrorKind.Damaged),
        new(R2ErrorCodes.ContentSha256Mismatch, 400, R2ErrorKind.Damaged),
        new(R2ErrorCodes.ClientDisconnect, 400, R2ErrorKind.InvalidData, Transient: true),
        new(R2ErrorCodes.IncompleteBody, 400, R2ErrorKind.InvalidData, Transient: true),
        new(R2ErrorCodes.InvalidDigest, 400, R2ErrorKind.InvalidData),
        new(R2ErrorCodes.EntityTooLarge, 400, R2ErrorKind.Invalid),
        new(R2ErrorCodes.EntityTooSmall, 400, R2ErrorKind.Invalid),
        new(R2ErrorCodes.InvalidArgument, 400, R2ErrorKind.Invalid),
        new(R2ErrorCodes.InvalidBucketName, 400, R2ErrorKind.Invalid),
        new(R2ErrorCodes.InvalidObjectName, 400, R2ErrorKind.Invalid),
        new(R2ErrorCodes.InvalidPart, 400, R2ErrorKind.Invalid),
        new(R2ErrorCodes.InvalidToken, 400, R2ErrorKind.Unauthenticated),
        new(R2ErrorCodes.MalformedXml, 400, R2ErrorKind.Invalid),
        new(R2ErrorCodes.MetadataTooLarge, 400, R2ErrorKind.Invalid),
        new(R2ErrorCodes.Unauthorized, 401, R2ErrorKind.Unauthenticated),
        new(R2ErrorCodes.AccessDenied, 403, R2ErrorKind.Denied),
        new(R2ErrorCodes.ExpiredRequest, 403, R2ErrorKind.Denied),
        new(R2ErrorCodes.ExpiredToken, 403, R2ErrorKind.Unauthenticated),
        new(R2ErrorCodes.InvalidAccessKeyId, 403, R2ErrorKind.Denied),
        new(R2ErrorCodes.NotEntitled, 403, R2ErrorKind.Denied),
        new(R2ErrorCodes.ObjectLockedByBucketPolicy, 403, R2ErrorKind.Denied),
        new(R2ErrorCodes.RequestTimeTooSkewed, 403, R2ErrorKind.Denied),
        new(R2ErrorCodes.SignatureDoesNotMatch, 403, R2ErrorKind.Denied),
        new(R2ErrorCodes.NoSuchKey, 404, R2ErrorKind.NotFound),
        new(R2ErrorCodes.NoSuchBucket, 404, R2ErrorKind.NotFound),
        new(R2ErrorCodes.NoSuchUpload, 404, R2ErrorKind.NotFound),
        new(R2ErrorCodes.NoSuchCorsConfiguration, 404, R2ErrorKind.NotFound),
        new(R2ErrorCodes.NoSuchLifecycleConfiguration, 404, R2ErrorKind.NotFound),
        new(R2ErrorCodes.RouteNotFound, 404, R2ErrorKind.NotFound),
        new(R2ErrorCodes.MethodNotAllowed, 405, R2ErrorKind.Invalid),
        new(R2ErrorCodes.RequestTimeout, 408, R2ErrorKind.Timeout, Transient: true),
        new(R2ErrorCodes.BucketConflict, 409, R2ErrorKind.Exists),
        new(R2ErrorCodes.BucketAlreadyOwnedByYou, 409, R2ErrorKind.Exists),
        new(R2ErrorCodes.BucketNotEmpty, 409, R2ErrorKind.Exists),
        new(R2ErrorCodes.MissingContentLength, 411, R2ErrorKind.Invalid),
        new(R2ErrorCodes.PreconditionFailed, 412, R2ErrorKind.Precondition),
        new(R2ErrorCodes.InvalidRange, 416, R2ErrorKind.Invalid),
        new(R2ErrorCodes.TooManyRequests, 429, R2ErrorKind.Throttled, Transient: true),
        new(R2ErrorCodes.InternalError, 500, R2ErrorKind.Server, Transient: true),
        new(R2ErrorCodes.NotImplemented, 501, R2ErrorKind.NotImplemented),
        new(R2ErrorCodes.ServiceUnavailable, 503, R2ErrorKind.Throttled, Transient: true),
        new(R2ErrorCodes.SlowDown, 503, R2ErrorKind.Throttled, Transient: true),

        // The client's.
        new(R2ErrorCodes.BrokenLink, null, R2ErrorKind.Missing),
        new(R2ErrorCodes.ChecksumMismatch, null, R2ErrorKind.InvalidData),
        new(R2ErrorCodes.CircuitOpen, null, R2ErrorKind.Unavailable),
        new(R2ErrorCodes.ConnectionClosed, null, R2ErrorKind.Closed),
        new(R2ErrorCodes.ConnectionFailed, null, R2ErrorKind.Network, Transient: true),
        new(R2ErrorCodes.CredentialRenewalFailed, null, R2ErrorKind.Unauthenticated),
        new(R2ErrorCodes.DestinationChanged, null, R2ErrorKind.Precondition),
        new(R2ErrorCodes.DuplicateKey, null, R2ErrorKind.Invalid),
        new(R2ErrorCodes.FileExists, null, R2ErrorKind.Exists),
        new(R2ErrorCodes.InsecureEndpoint, null, R2ErrorKind.Unsafe),
        new(R2ErrorCodes.InvalidCredential, null, R2ErrorKind.Invalid),
        new(R2ErrorCodes.InvalidExpiry, null, R2ErrorKind.Invalid),
        new(R2ErrorCodes.InvalidMetadata, null, R2ErrorKind.Invalid),
        new(R2ErrorCodes.InvalidRecording, null, R2ErrorKind.InvalidData),
        new(R2ErrorCodes.InvalidResponse, null, R2ErrorKind.InvalidResponse, Transient: true),
        new(R2ErrorCodes.InvalidRule, null, R2ErrorKind.Invalid),
        new(R2ErrorCodes.InvalidSetting, null, R2ErrorKind.Invalid),
        new(R2ErrorCodes.NameNotUtf8, null, R2ErrorKind.Unreadable),
        new(R2ErrorCodes.NotAFile, null, R2ErrorKind.Invalid),
        new(R2ErrorCodes.NotRecorded, null, R2ErrorKind.Missing),
        new(R2ErrorCodes.ObjectChanged, null, R2ErrorKind.Precondition),
        new(R2ErrorCodes.ObjectExists, null, R2ErrorKind.Exists),
        new(R2ErrorCodes.PathIsFolder, null, R2ErrorKind.Invalid),
        new(R2ErrorCodes.RecordingExists, null, R2ErrorKind.Exists),
        new(R2ErrorCodes.RecordingFailed, null, R2ErrorKind.Unwritable),
        new(R2ErrorCodes.RecordingIncomplete, null, R2ErrorKind.InvalidData),
        new(R2ErrorCodes.RecordingNotFound, null, R2ErrorKind.Missing),
        new(R2ErrorCodes.SameObject, null, R2ErrorKind.Invalid),
        new(R2ErrorCodes.SimulationStopped, null, R2ErrorKind.Closed),
        new(R2ErrorCodes.SourceChanged, null, R2ErrorKind.InvalidData),
        new(R2ErrorCodes.SourceUnreadable, null, R2ErrorKind.Unreadable),
        new(R2ErrorCodes.StateFolderNotWritable, null, R2ErrorKind.Unwritable),
        new(R2ErrorCodes.SyncCollision, null, R2ErrorKind.Exists),
        new(R2ErrorCodes.SyncImmutable, null, R2ErrorKind.Exists),
        new(R2ErrorCodes.SyncIncomplete, null, R2ErrorKind.InvalidData),
        new(R2ErrorCodes.SyncListingIncomplete, null, R2ErrorKind.InvalidData),
        new(R2ErrorCodes.SyncListingOutOfOrder, null, R2ErrorKind.InvalidData),
        new(R2ErrorCodes.SyncMaxDelete, null, R2ErrorKind.Precondition),
        new(R2ErrorCodes.SyncSourceEmpty, null, R2ErrorKind.Missing),
        new(R2ErrorCodes.SyncSourceMissing, null, R2ErrorKind.Missing),
        new(R2ErrorCodes.TargetNotWritable, null, R2ErrorKind.Unwritable),
        new(R2ErrorCodes.Timeout, null, R2ErrorKind.Timeout, Transient: true),
        new(R2ErrorCodes.TlsFailed, null, R2ErrorKind.Network),
        new(R2ErrorCodes.TransferInProgress, null, R2ErrorKind.Busy),
        new(R2ErrorCodes.UnsafePath, null, R2ErrorKind.Unsafe),
        new(R2ErrorCodes.UnsupportedRecording, null, R2ErrorKind.InvalidData),
    ];

    private static readonly Dictionary<string, ErrorEntry> s_byCode = s_entries.ToDictionary(static entry => entry.Code, StringComparer.Ordinal);

    private static readonly Dictionary<int, ErrorEntry> s_byStatus =
        s_entries.Where(static entry => entry.Status is not null).DistinctBy(static entry => entry.Status).ToDictionary(static entry => entry.Status!.Value);

    public static IReadOnlyList<ErrorEntry> All => s_entries;

    /// <summary>What the catalogue says of a code; null for codes that it does not know.</summary>
    public static ErrorEntry? Find(string code) => s_byCode.GetValueOrDefault(code);

    /// <summary>Code of a response without an error document.</summary>
    public static string CodeOf(HttpStatusCode status, bool hasKey) =>
        status == HttpStatusCode.NotFound && !hasKey ? R2ErrorCodes.NoSuchBucket : s_byStatus.GetValueOrDefault((int)status)?.Code ?? $"Http{(int)status}";

    /// <summary>What an error means.</summary>
    public static R2ErrorKind KindOf(R2Exception exception) =>
        Find(exception.Code)?.Kind ?? (exception.StatusCode is { } status ? KindOf(status) : R2ErrorKind.Invalid);

    /// <summary>What a status means where the code is not known.</summary>
    public static R2ErrorKind KindOf(HttpStatusCode status) =>
        s_byStatus.GetValueOrDefault((int)status)?.Kind ?? ((int)status >= 500 ? R2ErrorKind.Server : R2ErrorKind.Invalid);

    /// <summary>Whether a request that was answered so may succeed when it is sent again.</summary>
    public static bool IsTransient(HttpStatusCode? status, string? code) =>
        (code is not null && Find(code) is { Transient: true }) || (status is { } known && IsTransient((int)known));

    /// <summary>
    /// A gateway's 502 and 504, and 520 to 524, with which Cloudflare's edge says that the server behind it failed or did not respond:
    /// https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/
    /// </summary>
    private static bool IsTransient(int status) => status is 502 or 504 or (>= 520 and <= 524) || s_byStatus.GetValueOrDefault(status) is { Transient: true };
}
