using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Api.Tokens;
using R2.Emulator.Errors;
using R2.Emulator.Faults;
using R2.Emulator.Http.Messages;
using R2.Emulator.Routing;

namespace R2.Emulator.Api;

/// <summary>Handles the requests to Cloudflare's API: finds the route, reads the body, checks token and account, and runs the operation.</summary>
internal sealed class ApiPipeline
{
    private const int LongestBody = 32 * 1024 * 1024;
    private readonly ApiState _state;

    public ApiPipeline(ApiState state)
    {
        _state = state;
    }

    public RequestWork WorkOn(S3Request request, IReadOnlyList<string> path)
    {
        ApiMatch? match = ApiRoutes.Find(request.Method, path);
        return new RequestWork
        {
            Operation = match?.Route.Operation ?? "Unknown",
            Bucket = match?.Values.GetValueOrDefault("bucket"),
            Key = match?.Values.GetValueOrDefault("key"),
            Answer = (entry, cancellationToken) => AnswerAsync(request, path, match, entry, cancellationToken),
            Refuse = Injected,
            Decorate = reply => reply.With("CF-RAY", $"{Guid.NewGuid():N}"[..16] + "-LOC"),
        };
    }

    /// <summary>A fault names its error as S3 does, or by Cloudflare's number.</summary>
    private static HttpReply Injected(int status, string name)
    {
        int code = int.TryParse(name, out int number) ? number : status switch
        {
            401 or 403 => 10000,
            404 => 10006,
            429 => 10058,
            503 => 10043,
            _ => 10001,
        };
        return ApiReply.From(new ApiException(status, code, FaultPlan.Message), status);
    }

    private async Task<HttpReply> AnswerAsync(
        S3Request request, IReadOnlyList<string> path, ApiMatch? match, RequestLogEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return ApiReply.From(await RunAsync(request, path, match, cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException error)
        {
            entry.ErrorCode = $"{error.Code}";
            return ApiReply.From(error);
        }
        catch (Exception exception) when (exception is not (IOException or OperationCanceledException or System.Net.Sockets.SocketException))
        {
            // A bug of the emulator: reported in full, since only its user sees it.
            entry.ErrorCode = "10001";
            return ApiReply.From(ApiErrors.Internal(exception.ToString()));
        }
    }

    private async Task<ApiResult> RunAsync(S3Request request, IReadOnlyList<string> path, ApiMatch? match, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> content = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (match is null)
        {
            throw ApiRoutes.IsKnown(path) ? ApiErrors.MethodNotAllowed() : ApiErrors.NoRoute("/" + string.Join('/', path));
        }

        ApiContext context = new ApiContext
        {
            Request = request,
            Values = match.Values,
            Content = content,
            State = _state,
            Token = TokenFor(request, match.Route),
        };
        if (match.Values.GetValueOrDefault("account") is { } account && account != _state.Account.Id)
        {
            throw ApiErrors.OtherAccount();
        }

        try
        {
            return match.Route.Run(context);
        }
        catch (S3Exception error)
        {
            throw error.Code == S3Errors.ObjectLocked().Code ? ApiErrors.ObjectLocked() : ApiErrors.InvalidArgument(error.Message);
        }
    }

    private ApiToken TokenFor(S3Request request, ApiRoute route)
    {
        if (route.Groups.Count == 0)
        {
            // Verification tells of every token, whatever its state.
            return _state.Tokens.Find(request) ?? throw ApiErrors.InvalidToken();
        }

        ApiToken token = _state.Tokens.Require(request);
        return token.HasAny(route.Groups) ? token : throw ApiErrors.Authentication(403);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(S3Request request, CancellationToken cancellationToken)
    {
        if (request.Http.Head.IsChunked || request.Http.Head.ContentLength > LongestBody)
        {
            throw ApiErrors.MissingLength();
        }

        byte[] content = new byte[request.Http.Head.ContentLength ?? 0];
        await request.Http.Body.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
        return content;
    }
}
