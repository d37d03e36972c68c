using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Auth;

namespace R2.Emulator.Api.Usage;

/// <summary>Temporary credentials, made at the server. The emulator accepts them over S3 as it does those that are made offline.</summary>
internal static class TemporaryCredentials
{
    private const long LongestSeconds = 604_800;

    public static ApiResult Create(ApiContext context)
    {
        ApiField body = context.Body;
        string bucket = body.Get("bucket").NonEmpty();
        string parentId = body.Get("parentAccessKeyId").NonEmpty();
        string permission = body.Get("permission").TextOf("admin-read-write", "admin-read-only", "object-read-write", "object-read-only");
        long seconds = body.Get("ttlSeconds").Integer(least: 1, LongestSeconds);
        if (context.Account.Find(bucket) is null)
        {
            throw ApiErrors.NoSuchBucket();
        }

        EmulatorCredential parent = context.State.Credentials.Find(parentId, context.Now) ?? throw ApiErrors.Authentication(403);
        JsonObject claims = new JsonObject
        {
            ["bucket"] = bucket,
            ["scope"] = permission,
            ["sub"] = context.Account.Id,
            ["iss"] = parentId,
            ["aud"] = context.Request.Header("host"),
            ["iat"] = context.Now.ToUnixTimeSeconds(),
            ["exp"] = context.Now.AddSeconds(seconds).ToUnixTimeSeconds(),
        }.With("paths", Paths(body));
        string jwt = TemporaryToken.Sign(claims.ToJsonString(), parent.SecretAccessKey);
        return new ApiResult(new JsonObject
        {
            ["accessKeyId"] = parentId,
            ["secretAccessKey"] = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(jwt))).ToLowerInvariant(),
            ["sessionToken"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("jwt/" + jwt)),
        });
    }

    private static JsonObject? Paths(ApiField body)
    {
        JsonObject paths = new JsonObject()
            .With("prefixPaths", body.Find("prefixes") is { } prefixes ? JsonText.Array(prefixes.Texts()) : null)
            .With("objectPaths", body.Find("objects") is { } objects ? JsonText.Array(objects.Texts()) : null);
        return paths.Count == 0 ? null : paths;
    }
}
