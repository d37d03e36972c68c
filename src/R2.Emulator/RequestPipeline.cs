using System.Security.Cryptography;
using R2.Emulator.Api;
using R2.Emulator.Api.Routing;
using R2.Emulator.Auth;
using R2.Emulator.Errors;
using R2.Emulator.Faults;
using R2.Emulator.Http;
using R2.Emulator.Http.Messages;
using R2.Emulator.Metadata;
using R2.Emulator.Operations;
using R2.Emulator.Operations.Buckets;
using R2.Emulator.Rates;
using R2.Emulator.Routing;
using R2.Emulator.Storage;

namespace R2.Emulator;

/// <summary>Processes a request, to S3 or to the API: detects the operation, applies faults, checks signature and permission, and runs the operation.</summary>
internal sealed class RequestPipeline
{
    private const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private readonly R2EmulatorOptions _options;
    private readonly Account _account;
    private readonly SignatureVerifier _verifier;
    private readonly ApiPipeline _api;
    private readonly FaultInjector _faults;
    private readonly RequestLog _log;
    private readonly RateLimiter? _rates;

    public RequestPipeline(
        R2EmulatorOptions options, Account account, SignatureVerifier verifier, ApiPipeline api, FaultInjector faults, RequestLog log)
    {
        _api = api;
        _options = options;
        _account = account;
        _verifier = verifier;
        _faults = faults;
        _log = log;
        _rates = options.Rates is { } rates ? new RateLimiter(rates) : null;
        string path = options.PathPrefix.Trim('/');
        PathPrefix = path.Length == 0 ? string.Empty : "/" + path;
    }

    /// <summary>Empty, or with a leading slash and no trailing one.</summary>
    public string PathPrefix { get; }

    public async Task<Exchange> HandleAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        S3Request request = new S3Request(http, PathPrefix, _options.TimeProvider.GetUtcNow() + _options.ClockOffset);
        RequestWork work = ApiPath.Of(request, PathPrefix) is { } path ? _api.WorkOn(request, path) : WorkOn(request);
        IReadOnlyList<Fault> faults = _faults.Take(work.Operation, work.Key);
        FaultPlan plan = new FaultPlan(faults, _options.TimeProvider, work.Refuse);
        request.Now += plan.ClockOffset;
        RequestLogEntry entry = LogEntries.Create(request, work, faults);
        _log.Add(entry);
        HttpReply reply = await plan.BeforeAsync(http, cancellationToken).ConfigureAwait(false)
            ?? await work.Answer(entry, cancellationToken).ConfigureAwait(false);
        work.Decorate(reply.With("Date", HttpDate.Format(request.Now)).With("Server", "cloudflare"));
        entry.BytesReceived = http.BytesReceived;
        Exchange exchange = new Exchange(reply, sent => entry.BytesSent = sent);
        try
        {
            await plan.AfterAsync(http, reply, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // A response that is never sent releases its object all the same.
            await exchange.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        entry.Status = reply.Status;
        return exchange;
    }

    private RequestWork WorkOn(S3Request request)
    {
        Detection detection = OperationDetector.Detect(request);
        return new RequestWork
        {
            Operation = detection.Operation,
            Bucket = request.Bucket,
            Key = request.Key,
            Answer = (entry, cancellationToken) => AnswerAsync(request, detection, entry, cancellationToken),
            Refuse = (status, code) => ErrorReply.From(new S3Exception(status, code, FaultPlan.Message), request.Method),
            Decorate = reply => Decorate(request, reply),
        };
    }

    private async Task<HttpReply> AnswerAsync(S3Request request, Detection detection, RequestLogEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            ThrowIfTooFast(request, detection);
            return await RunAsync(request, detection, cancellationToken).ConfigureAwait(false);
        }
        catch (S3Exception error)
        {
            entry.ErrorCode = error.Code;
            return ErrorReply.From(error, request.Method);
        }
        catch (Exception exception) when (exception is not (IOException or OperationCanceledException or System.Net.Sockets.SocketException))
        {
            // A bug of the emulator: reported in full, since only its user sees it.
            entry.ErrorCode = "InternalError";
            return ErrorReply.From(new S3Exception(500, "InternalError", exception.ToString()), request.Method);
        }
    }

    private async Task<HttpReply> RunAsync(S3Request request, Detection detection, CancellationToken cancellationToken)
    {
        if (detection.Operation == "Preflight")
        {
            return CorsPolicy.Preflight(request, BucketOf(request));
        }

        if (!request.IsRoutable)
        {
            throw detection.Refusal!;
        }

        Identity identity = _verifier.Verify(request);
        RequireBucket(request, detection);
        if (detection.Refusal is not null)
        {
            throw detection.Refusal;
        }

        OperationDefinition definition = OperationTable.Find(detection.Operation);
        HeaderScreen.Check(request, definition);
        Permissions.Check(identity.Credential, request, detection.Operation, definition);
        RequirePlainPayload(request, identity);
        OperationContext context = new OperationContext { Request = request, Identity = identity, Account = _account, Limits = _options.Limits, Faults = _faults };
        return await definition.Run(context, cancellationToken).ConfigureAwait(false);
    }

    private void ThrowIfTooFast(S3Request request, Detection detection)
    {
        if (_rates is not null && request.Bucket is { } bucket
            && _rates.Refuse(detection.Operation, bucket, request.Key, request.Http.Method is not ("GET" or "HEAD"), _options.TimeProvider.GetUtcNow()) is { } refusal)
        {
            throw refusal;
        }
    }

    private void RequireBucket(S3Request request, Detection detection)
    {
        if (request.Bucket is null)
        {
            return;
        }

        if (!BucketOperations.IsValidName(request.Bucket))
        {
            throw S3Errors.InvalidBucketName();
        }

        bool tolerates = detection.Refusal is null && OperationTable.Find(detection.Operation).ToleratesMissingBucket;
        if (!tolerates && _account.Find(request.Bucket) is null)
        {
            throw S3Errors.NoSuchBucket();
        }
    }

    /// <summary>Refuses aws-chunked bodies (501 on R2) and bodies of unknown length (411), and checks a literal hash even without a body.</summary>
    private static void RequirePlainPayload(S3Request request, Identity identity)
    {
        if (identity.IsStreaming)
        {
            throw S3Errors.NotImplemented(identity.PayloadHash);
        }

        if (request.Http.Head.IsChunked)
        {
            throw S3Errors.MissingContentLength();
        }

        if (request.Http.Head.ContentLength is null or 0 && identity.LiteralSha256 is { } hash && hash != EmptySha256)
        {
            throw S3Errors.ContentSha256Mismatch();
        }
    }

    private void Decorate(S3Request request, HttpReply reply)
    {
        string id = Convert.ToHexString(RandomNumberGenerator.GetBytes(8)).ToLowerInvariant();
        reply.With("CF-RAY", $"{id}-LOC")
            .With("x-amz-request-id", Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        CorsPolicy.Decorate(request, BucketOf(request), reply);
    }

    private Bucket? BucketOf(S3Request request) => request.Bucket is null ? null : _account.Find(request.Bucket);
}
