using R2.Api;
using R2.Models;

namespace R2;

public sealed partial class R2ApiClient
{
    /// <summary>Reads the rules that keep a bucket's objects from being deleted.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<R2BucketLockRule>> GetLockAsync(string bucketName, CancellationToken cancellationToken = default) => AskAsync<IReadOnlyList<R2BucketLockRule>>(
        OfBucket(ApiRequest.Get("GetBucketLock", bucketName), "lock").ReadBy(envelope => ReadLock(envelope.Result, bucketName)), cancellationToken);

    /// <summary>Replaces all rules that keep a bucket's objects from being deleted.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="rules">The rules; none removes them all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">A rule is outside the limits (<see cref="R2ErrorCodes.InvalidRule"/>); the message has its number. Nothing was sent then.</exception>
    public Task SetLockAsync(string bucketName, IEnumerable<R2BucketLockRule> rules, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<R2BucketLockRule> all = LockRules.Validate(rules);
        return DoAsync(OfBucket(ApiRequest.Put("PutBucketLock", bucketName), "lock").WithBody(ApiJson.Body(json => json.Objects("rules", all, LockRules.Write))), cancellationToken);
    }

    /// <summary>Reads a bucket's CORS rules.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<R2CorsRule>> GetCorsAsync(string bucketName, CancellationToken cancellationToken = default) => AskAsync<IReadOnlyList<R2CorsRule>>(
        OfBucket(ApiRequest.Get("GetBucketCors", bucketName), "cors").ReadBy(envelope => (IReadOnlyList<R2CorsRule>)[.. CorsRules.Parse(RulesOf(envelope)).Select(rule => rule with { BucketName = bucketName })]), cancellationToken);

    /// <summary>Replaces a bucket's CORS rules.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task SetCorsAsync(string bucketName, IEnumerable<R2CorsRule> rules, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<R2CorsRule> all = CorsRules.Validate(rules);
        return DoAsync(
            OfBucket(ApiRequest.Put("PutBucketCors", bucketName), "cors").WithBody(ApiJson.Body(json => json.Objects("rules", all, static (writer, rule) => writer
                .Text("id", rule.Id)
                .Object("allowed", allowed => allowed.Texts("methods", rule.AllowedMethods).Texts("origins", rule.AllowedOrigins).Texts("headers", rule.AllowedHeaders))
                .Texts("exposeHeaders", rule.ExposeHeaders)
                .Number("maxAgeSeconds", rule.MaxAgeSeconds)))),
            cancellationToken);
    }

    /// <summary>Removes a bucket's CORS rules.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task RemoveCorsAsync(string bucketName, CancellationToken cancellationToken = default) => DoAsync(OfBucket(ApiRequest.Delete("DeleteBucketCors", bucketName), "cors"), cancellationToken);

    /// <summary>Reads a bucket's lifecycle rules.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<R2LifecycleRule>> GetLifecycleAsync(string bucketName, CancellationToken cancellationToken = default) => AskAsync<IReadOnlyList<R2LifecycleRule>>(
        OfBucket(ApiRequest.Get("GetBucketLifecycle", bucketName), "lifecycle")
            .ReadBy(envelope => (IReadOnlyList<R2LifecycleRule>)[.. LifecycleRules.Parse(RulesOf(envelope)).Select(rule => rule with { BucketName = bucketName })]),
        cancellationToken);

    /// <summary>Replaces a bucket's lifecycle rules.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="rules">The rules; each has an id here.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task SetLifecycleAsync(string bucketName, IEnumerable<R2LifecycleRule> rules, CancellationToken cancellationToken = default)
    {
        byte[] json = System.Text.Encoding.UTF8.GetBytes(LifecycleRules.ToJson(LifecycleRules.Validate(rules)));
        return DoAsync(OfBucket(ApiRequest.Put("PutBucketLifecycle", bucketName), "lifecycle").WithBody(new ApiBody(json, json)), cancellationToken);
    }

    private static IReadOnlyList<R2BucketLockRule> ReadLock(ApiValue result, string bucketName)
    {
        try
        {
            return [.. LockRules.Parse($$"""{"rules":{{(result.Find("rules") is { } rules ? rules.Element.GetRawText() : "[]")}}}""").Select(rule => rule with { BucketName = bucketName })];
        }
        catch (R2Exception e) when (e.Code == R2ErrorCodes.InvalidRule)
        {
            throw result.Refuse($"has lock rules of another kind: {e.Message}");
        }
    }

    private static string RulesOf(ApiEnvelope envelope) => envelope.Result.Find("rules") is { } rules ? $$"""{"rules":{{rules.Element.GetRawText()}}}""" : """{"rules":[]}""";
}
