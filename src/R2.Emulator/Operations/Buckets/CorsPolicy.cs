using System.Text;
using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Buckets;

/// <summary>Applies the CORS rules of a bucket: responds to preflight requests, and adds headers to all other responses.</summary>
internal static class CorsPolicy
{
    public static HttpReply Preflight(S3Request request, Bucket? bucket)
    {
        string? origin = request.Header("Origin");
        string? method = request.Header("Access-Control-Request-Method");
        if (origin is null || method is null)
        {
            throw S3Errors.InvalidRequest("Insufficient information. Origin request header needed.");
        }

        string[] names = (request.Header("Access-Control-Request-Headers") ?? string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        CorsRule rule = RulesOf(bucket).FirstOrDefault(candidate => candidate.Allows(origin, method) && candidate.AllowsHeaders(names))
            ?? throw new S3Exception(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.");
        HttpReply reply = Allow(new HttpReply(204), rule, origin)
            .With("Access-Control-Allow-Methods", string.Join(", ", rule.Methods))
            .With("Access-Control-Max-Age", rule.MaxAgeSeconds);
        return names.Length == 0 ? reply : reply.With("Access-Control-Allow-Headers", string.Join(", ", names));
    }

    /// <summary>Error responses get the headers, too; otherwise a page could not see why it failed.</summary>
    public static void Decorate(S3Request request, Bucket? bucket, HttpReply reply)
    {
        if (request.Header("Origin") is { } origin && RulesOf(bucket).FirstOrDefault(rule => rule.Allows(origin, request.Method)) is { } rule)
        {
            Allow(reply, rule, origin);
        }
    }

    private static HttpReply Allow(HttpReply reply, CorsRule rule, string origin)
    {
        string? exposed = rule.ExposedHeaders.Count == 0 ? null : string.Join(", ", rule.ExposedHeaders);
        return reply
            .With("Access-Control-Allow-Origin", rule.Origins.Contains("*") ? "*" : origin)
            .With("Access-Control-Expose-Headers", exposed)
            .With("Vary", "Origin");
    }

    private static IReadOnlyList<CorsRule> RulesOf(Bucket? bucket) => bucket?.Settings.Cors is { } document
        ? CorsRule.Read(XmlBody.Parse(Encoding.UTF8.GetBytes(document), "CORSConfiguration"))
        : [];
}
