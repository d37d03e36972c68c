using System.Text;
using R2.Signing;

namespace R2.Requests;

/// <summary>
/// The only place that makes the Uri of a request. <see cref="Uri"/> would rewrite paths (<c>/b/a/../b</c> becomes <c>/b/b</c>) and so read
/// or write another object; canonicalization is therefore off, and what is signed is the very string that is sent.
/// https://github.com/dotnet/runtime/issues/52628
/// </summary>
internal static class S3Uri
{
    private static readonly UriCreationOptions s_verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Path-style address, everything encoded as Signature V4 encodes it.</summary>
    public static string Format(Uri endpoint, string? bucket, string? key, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        StringBuilder text = new(endpoint.GetLeftPart(UriPartial.Authority), 256);
        text.Append(endpoint.AbsolutePath.AsSpan().TrimEnd('/')).Append('/');
        if (bucket is not null)
        {
            text.Append(bucket);
        }

        if (key is not null)
        {
            text.Append('/').Append(UriEncoding.EncodePath(key));
        }

        char separator = '?';
        foreach ((string name, string value) in query)
        {
            text.Append(separator).Append(UriEncoding.Encode(name)).Append('=').Append(UriEncoding.Encode(value));
            separator = '&';
        }

        return text.ToString();
    }

    public static Uri Verbatim(string address) => new(address, in s_verbatim);

    public static Uri Create(Uri endpoint, string? bucket, string? key, IReadOnlyList<KeyValuePair<string, string>> query) =>
        Verbatim(Format(endpoint, bucket, key, query));
}
