using R2.Emulator.Routing;

namespace R2.Emulator.Api.Routing;

/// <summary>Tells requests to the API from those to S3, which come to the same port.</summary>
internal static class ApiPath
{
    public const string Root = "/client/v4";

    /// <summary>The segments below <see cref="Root"/>; null for S3. A signed request for a bucket named <c>client</c> is one to S3.</summary>
    public static IReadOnlyList<string>? Of(S3Request request, string prefix)
    {
        string root = prefix + Root;
        bool isBelow = request.RawPath.StartsWith(root + "/", StringComparison.Ordinal);
        bool isSigned = request.Header("Authorization")?.StartsWith("AWS4-", StringComparison.Ordinal) == true || request.Query.Has("X-Amz-Signature");
        return !isBelow || isSigned
            ? null
            : [.. request.RawPath[(root.Length + 1)..].TrimEnd('/').Split('/').Select(PercentCoding.DecodeLenient)];
    }
}
