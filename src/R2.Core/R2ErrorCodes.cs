namespace R2;

/// <summary>Codes of <see cref="R2Exception"/>: those of the server that this library knows, and its own. The server may send others.</summary>
public static class R2ErrorCodes
{
    /// <summary>A setting is outside its range; the message names it, its value and the range.</summary>
    public const string InvalidSetting = "InvalidSetting";

    /// <summary>The code of an error of Cloudflare's own API: <c>Api</c> and Cloudflare's number of it, for example <c>Api10006</c>.</summary>
    /// <param name="number">Cloudflare's number.</param>
    public static string OfApi(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Api{number}");

    /// <summary>An access key id, secret or session token is malformed.</summary>
    public const string InvalidCredential = "InvalidCredential";

    /// <summary>The source of credentials failed when it was asked for a newer one.</summary>
    public const string CredentialRenewalFailed = "CredentialRenewalFailed";

    /// <summary>An <c>http://</c> endpoint that is not on this machine.</summary>
    public const string InsecureEndpoint = "InsecureEndpoint";

    /// <summary>A bucket name outside R2's rules.</summary>
    public const string InvalidBucketName = "InvalidBucketName";

    /// <summary>A key outside R2's rules.</summary>
    public const string InvalidObjectName = "InvalidObjectName";

    /// <summary>A session token that is none of this account and access key, or that was changed.</summary>
    public const string InvalidToken = "InvalidToken";

    /// <summary>User metadata outside R2's rules.</summary>
    public const string InvalidMetadata = "InvalidMetadata";

    /// <summary>User metadata of more than 8,192 bytes.</summary>
    public const string MetadataTooLarge = "MetadataTooLarge";

    /// <summary>A body of more than 5 GiB − 5 MiB in one request.</summary>
    public const string EntityTooLarge = "EntityTooLarge";

    /// <summary>A CORS or lifecycle rule outside R2's rules; the message has its number.</summary>
    public const string InvalidRule = "InvalidRule";

    /// <summary>The lifetime of a presigned URL is outside 1 second to 7 days.</summary>
    public const string InvalidExpiry = "InvalidExpiry";

    /// <summary>The host could not be found or connected to, or the connection broke.</summary>
    public const string ConnectionFailed = "ConnectionFailed";

    /// <summary>The client was closed, before the request or while it was under way.</summary>
    public const string ConnectionClosed = "ConnectionClosed";

    /// <summary>The server's certificate was refused.</summary>
    public const string TlsFailed = "TlsFailed";

    /// <summary>There is an object at the destination already, and it was not to be replaced.</summary>
    public const string ObjectExists = "ObjectExists";

    /// <summary>Nothing moved for longer than the time-out.</summary>
    public const string Timeout = "OperationTimeout";

    /// <summary>The requests before failed, so this one was not sent; the message says when the next one will be.</summary>
    public const string CircuitOpen = "CircuitOpen";

    /// <summary>A response was cut short or is not what the operation answers.</summary>
    public const string InvalidResponse = "InvalidResponse";

    /// <summary>The source of an upload changed its length while it was being sent.</summary>
    public const string SourceChanged = "SourceChanged";

    /// <summary>The source of an upload could not be read; the message has the system's reason.</summary>
    public const string SourceUnreadable = "SourceUnreadable";

    /// <summary>What a path names is a pipe, a socket or a device, which is not opened.</summary>
    public const string NotAFile = "NotAFile";

    /// <summary>A link leads to nothing, or back to itself.</summary>
    public const string BrokenLink = "BrokenLink";

    /// <summary>The name of a file is not UTF-8, and so cannot be opened here.</summary>
    public const string NameNotUtf8 = "NameNotUtf8";

    /// <summary>A path names a folder where a file is wanted.</summary>
    public const string PathIsFolder = "PathIsFolder";

    /// <summary>An object lacks the entity tag that the request insisted on (304 to a conditional read).</summary>
    public const string NotModified = "NotModified";

    /// <summary>What was stored or received has another checksum or length than what was sent; the message names both.</summary>
    public const string ChecksumMismatch = "ChecksumMismatch";

    /// <summary>Another process transfers the same source to the same target.</summary>
    public const string TransferInProgress = "TransferInProgress";

    /// <summary>The object was replaced or deleted while it was being read.</summary>
    public const string ObjectChanged = "ObjectChanged";

    /// <summary>Source and destination of a move are one object.</summary>
    public const string SameObject = "SameObject";

    /// <summary>A key cannot become a path on this file system, or would lie outside the target folder.</summary>
    public const string UnsafePath = "UnsafePath";

    /// <summary>The file to write exists and is read-only, or a folder is in its place.</summary>
    public const string TargetNotWritable = "TargetNotWritable";

    /// <summary>A file exists that may not be replaced.</summary>
    public const string FileExists = "FileExists";

    /// <summary>A transfer is to be resumed where it breaks, and the folder for its notes cannot be written.</summary>
    public const string StateFolderNotWritable = "StateFolderNotWritable";

    /// <summary>Two inputs of one command end in one name.</summary>
    public const string DuplicateKey = "DuplicateKey";

    /// <summary>What a sync would replace or delete is no longer what was listed: somebody else wrote it.</summary>
    public const string DestinationChanged = "DestinationChanged";

    /// <summary>Keys of a sync would meet in one name, or cannot be a path.</summary>
    public const string SyncCollision = "SyncCollision";

    /// <summary>Both ends of a sync have a key that may not be replaced, and they differ in it.</summary>
    public const string SyncImmutable = "SyncImmutable";

    /// <summary>A sync ended, and the destination is not yet what it was to be.</summary>
    public const string SyncIncomplete = "SyncIncomplete";

    /// <summary>A listing of a sync is not complete, so that what is missing may be there.</summary>
    public const string SyncListingIncomplete = "SyncListingIncomplete";

    /// <summary>A listing of a sync names a key twice, or in a way that cannot be put in order.</summary>
    public const string SyncListingOutOfOrder = "SyncListingOutOfOrder";

    /// <summary>A sync would delete more than it may.</summary>
    public const string SyncMaxDelete = "SyncMaxDelete";

    /// <summary>The source of a sync that deletes has nothing.</summary>
    public const string SyncSourceEmpty = "SyncSourceEmpty";

    /// <summary>The source of a sync is not there.</summary>
    public const string SyncSourceMissing = "SyncSourceMissing";

    /// <summary>A replayed recording holds no response for a request; the message names the nearest one and what differs.</summary>
    public const string NotRecorded = "NotRecorded";

    /// <summary>There is no recording where one should be replayed.</summary>
    public const string RecordingNotFound = "RecordingNotFound";

    /// <summary>There is a recording, or something else, where one should be made.</summary>
    public const string RecordingExists = "RecordingExists";

    /// <summary>A recording was cut short: it was never stopped, or not copied whole.</summary>
    public const string RecordingIncomplete = "RecordingIncomplete";

    /// <summary>A recording of another version of the format.</summary>
    public const string UnsupportedRecording = "UnsupportedRecording";

    /// <summary>A recording or its archive is damaged.</summary>
    public const string InvalidRecording = "InvalidRecording";

    /// <summary>A recording cannot be written.</summary>
    public const string RecordingFailed = "RecordingFailed";

    /// <summary>A client belongs to a recording that has been stopped.</summary>
    public const string SimulationStopped = "SimulationStopped";

    /// <summary>The credential has no permission for this operation, bucket or key.</summary>
    public const string AccessDenied = "AccessDenied";

    /// <summary>The server received other bytes than the checksum says.</summary>
    public const string BadDigest = "BadDigest";

    /// <summary>The account has a bucket of this name already; an older name of <see cref="BucketConflict"/>.</summary>
    public const string BucketAlreadyOwnedByYou = "BucketAlreadyOwnedByYou";

    /// <summary>The account has a bucket of this name already.</summary>
    public const string BucketConflict = "BucketConflict";

    /// <summary>The bucket holds objects or unfinished uploads, so it cannot be deleted.</summary>
    public const string BucketNotEmpty = "BucketNotEmpty";

    /// <summary>The server lost the connection while it received the body.</summary>
    public const string ClientDisconnect = "ClientDisconnect";

    /// <summary>The server received other bytes than were signed.</summary>
    public const string ContentSha256Mismatch = "XAmzContentSHA256Mismatch";

    /// <summary>A part other than the last is shorter than 5 MiB.</summary>
    public const string EntityTooSmall = "EntityTooSmall";

    /// <summary>A presigned URL has expired.</summary>
    public const string ExpiredRequest = "ExpiredRequest";

    /// <summary>A temporary credential has expired.</summary>
    public const string ExpiredToken = "ExpiredToken";

    /// <summary>The server received fewer bytes than were announced.</summary>
    public const string IncompleteBody = "IncompleteBody";

    /// <summary>The server failed.</summary>
    public const string InternalError = "InternalError";

    /// <summary>The server does not know the access key id; R2 says <see cref="Unauthorized"/>.</summary>
    public const string InvalidAccessKeyId = "InvalidAccessKeyId";

    /// <summary>A value is not allowed.</summary>
    public const string InvalidArgument = "InvalidArgument";

    /// <summary>A checksum or Content-MD5 is malformed.</summary>
    public const string InvalidDigest = "InvalidDigest";

    /// <summary>Parts of an upload are missing or do not fit together.</summary>
    public const string InvalidPart = "InvalidPart";

    /// <summary>The range is malformed or begins behind the end of the object.</summary>
    public const string InvalidRange = "InvalidRange";

    /// <summary>The server refuses the request; the message says why.</summary>
    public const string InvalidRequest = "InvalidRequest";

    /// <summary>The server cannot read a document of the request.</summary>
    public const string MalformedXml = "MalformedXML";

    /// <summary>The server does not know this operation at this address.</summary>
    public const string MethodNotAllowed = "MethodNotAllowed";

    /// <summary>The length of the body did not reach the server.</summary>
    public const string MissingContentLength = "MissingContentLength";

    /// <summary>The bucket does not exist.</summary>
    public const string NoSuchBucket = "NoSuchBucket";

    /// <summary>The bucket has no CORS rules.</summary>
    public const string NoSuchCorsConfiguration = "NoSuchCORSConfiguration";

    /// <summary>The object does not exist.</summary>
    public const string NoSuchKey = "NoSuchKey";

    /// <summary>The bucket has no lifecycle rules.</summary>
    public const string NoSuchLifecycleConfiguration = "NoSuchLifecycleConfiguration";

    /// <summary>The multipart upload does not exist; it may have been completed or aborted.</summary>
    public const string NoSuchUpload = "NoSuchUpload";

    /// <summary>R2 is not activated for the account.</summary>
    public const string NotEntitled = "NotEntitled";

    /// <summary>The server does not support this operation or header.</summary>
    public const string NotImplemented = "NotImplemented";

    /// <summary>A lock rule of the bucket protects the object.</summary>
    public const string ObjectLockedByBucketPolicy = "ObjectLockedByBucketPolicy";

    /// <summary>A condition of the request does not hold.</summary>
    public const string PreconditionFailed = "PreconditionFailed";

    /// <summary>The server waited too long for the body of the request.</summary>
    public const string RequestTimeout = "RequestTimeout";

    /// <summary>The clocks of client and server differ by more than 15 minutes.</summary>
    public const string RequestTimeTooSkewed = "RequestTimeTooSkewed";

    /// <summary>The address does not belong to R2's S3 API.</summary>
    public const string RouteNotFound = "RouteNotFound";

    /// <summary>The bucket is overloaded.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";

    /// <summary>The server computed another signature than the request has.</summary>
    public const string SignatureDoesNotMatch = "SignatureDoesNotMatch";

    /// <summary><see cref="ServiceUnavailable"/> of other S3 servers.</summary>
    public const string SlowDown = "SlowDown";

    /// <summary>Too many writes to one key, or too many requests.</summary>
    public const string TooManyRequests = "TooManyRequests";

    /// <summary>The server does not know the access key id.</summary>
    public const string Unauthorized = "Unauthorized";
}
