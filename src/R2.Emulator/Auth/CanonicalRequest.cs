using System.Text.RegularExpressions;
using R2.Emulator.Routing;

namespace R2.Emulator.Auth;

/// <summary>
/// The canonical request, computed from what was received: the path stays as sent, S3 does not encode it again
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
/// </summary>
internal static partial class CanonicalRequest
{
    public static string Build(S3Request request, SignatureClaim claim) => string.Join(
        '\n',
        request.Method,
        request.RawPath,
        Query(request.Query, claim.IsPresigned),
        string.Concat(claim.SignedHeaders.Select(name => $"{name}:{Value(request, name)}\n")),
        string.Join(';', claim.SignedHeaders),
        claim.PayloadHash);

    private static string Query(QueryList query, bool isPresigned)
    {
        IOrderedEnumerable<(string Name, string Value)> pairs = query.All
            .Where(parameter => !isPresigned || parameter.Key != "X-Amz-Signature")
            .Select(parameter => (Name: PercentCoding.Encode(parameter.Key), Value: PercentCoding.Encode(parameter.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal);
        return string.Join('&', pairs.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Value(S3Request request, string name) =>
        Spaces().Replace((request.Header(name) ?? string.Empty).Trim(), " ");

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
