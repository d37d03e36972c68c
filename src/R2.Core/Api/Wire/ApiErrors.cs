using System.Net;
using R2.Errors;
using R2.Pipeline;
using R2.Requests;
using R2.Xml;

namespace R2.Api;

/// <summary>The one function that turns an answer of Cloudflare's API into an exception.</summary>
internal static class ApiErrors
{
    /// <summary>The token is unknown, was changed or has expired: https://developers.cloudflare.com/fundamentals/api/troubleshooting/</summary>
    private const int InvalidToken = 1000;

    private static readonly int[] s_ofAccess = [10000, 9109, 10002, 10003];

    public static R2Exception From(S3Response response, ApiRequest request, ApiEnvelope? envelope, XmlBody body, TimeProvider time)
    {
        (HttpResponseMessage message, HttpStatusCode status) = (response.Message, response.Message.StatusCode);
        IReadOnlyList<ApiError> errors = envelope?.Errors ?? [];
        if (errors.Count == 0 && (int)status < 500 && status != HttpStatusCode.TooManyRequests)
        {
            return response.Improper(envelope is not null
                ? $"its status is {(int)status}, and it names no error"
                : $"its status is {(int)status} with {S3Response.Header(message, "Content-Type") ?? "no content type"} in place of a response of Cloudflare's API{(body.Document.IsEmpty ? "" : $", which begins: {ExpectedResponse.Beginning(body.Document)}")}");
        }

        ApiError? first = errors.Count > 0 ? errors[0] : null;
        string code = first is { Code: > 0 } ? R2ErrorCodes.OfApi(first.Code) : status == HttpStatusCode.TooManyRequests ? R2ErrorCodes.TooManyRequests : ErrorCatalogue.CodeOf(status, hasKey: true);
        string text = errors.Count > 0 ? $"{string.Join("; ", errors)}." : $"Cloudflare's API responded {(int)status} {message.ReasonPhrase}.";
        return new R2Exception(code, text + Needs(request, status, first))
        {
            StatusCode = status,
            RequestId = response.RequestId,
            Operation = response.Request.Operation,
            BucketName = response.Request.Bucket,
            Attempts = 1,
            IsRetryable = ErrorCatalogue.IsTransient(status, code: null),
            RetryAfter = ResponseErrors.RetryAfterOf(message, time),
        };
    }

    /// <summary>Cloudflare says "Authentication error" of whatever a token may not; which group of permissions it lacks is known here.</summary>
    private static string Needs(ApiRequest request, HttpStatusCode status, ApiError? error)
    {
        bool isDenied = status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || (error is not null && s_ofAccess.Contains(error.Code));
        return !isDenied ? ""
            : error?.Code == InvalidToken ? " The API token is unknown to Cloudflare, or has expired or been deleted."
            : request.Group is { } group ? $" The API token must be valid for this account and have the permission group '{group}'; it lacks one of them."
            : "";
    }
}
