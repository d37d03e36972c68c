using System.Net.Http.Headers;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;

namespace R2.Benchmarks.Support;

/// <summary>The request that AWSSDK.S3 would hold at the moment of signing, with the very headers of ours.</summary>
internal static class AwsRequest
{
    public static AmazonS3Config Config { get; } = new()
    {
        ServiceURL = Sample.Endpoint.AbsoluteUri,
        ForcePathStyle = true,
        AuthenticationRegion = Sample.Region,
    };

    public static DefaultRequest From(HttpRequestMessage message)
    {
        DefaultRequest request = new(new GetObjectRequest(), "Amazon.S3")
        {
            HttpMethod = message.Method.Method,
            Endpoint = Sample.Endpoint,
            ResourcePath = "/{Bucket}/{Key+}",
            UseQueryString = true,
            PrecomputedContentSha256 = message.Headers.NonValidated["x-amz-content-sha256"].ToString(),
        };
        request.AddPathResource("{Bucket}", Sample.Bucket);
        request.AddPathResource("{Key+}", Sample.Key);
        foreach ((string name, string value) in SignedHeaders(message))
        {
            request.Headers[name] = value;
        }

        foreach (string parameter in message.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = parameter.Split('=');
            request.Parameters[pair[0]] = Uri.UnescapeDataString(pair[1]);
        }

        return request;
    }

    public static IEnumerable<KeyValuePair<string, string>> SignedHeaders(HttpRequestMessage message)
    {
        IEnumerable<KeyValuePair<string, HeaderStringValues>> headers = message.Headers.NonValidated;
        if (message.Content is { } content)
        {
            headers = headers.Concat(content.Headers.NonValidated.Where(h => h.Key != "Content-Length"));
        }

        return headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()));
    }
}
