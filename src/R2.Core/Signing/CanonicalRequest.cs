namespace R2.Signing;

/// <summary>
/// First step of Signature V4: the request in the one form that both sides can compute.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
/// </summary>
internal static class CanonicalRequest
{
    /// <param name="writer">Where to write.</param>
    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="path">Path as sent, encoded once. S3 neither encodes it again nor folds dots and slashes.</param>
    /// <param name="query">Query as sent, encoded, without its question mark.</param>
    /// <param name="headers">Headers to sign; <c>host</c> at least.</param>
    /// <param name="payloadHash">SHA-256 of the body in lower-case hex, or <see cref="PayloadHash.Unsigned"/>.</param>
    public static void Write(
        ref Utf8Writer writer, string method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, CanonicalHeaders headers, string payloadHash)
    {
        writer.Append(method);
        writer.Append((byte)'\n');
        writer.Append(path.IsEmpty ? "/" : path);
        writer.Append((byte)'\n');
        CanonicalQuery.Write(ref writer, query);
        writer.Append((byte)'\n');
        headers.Write(ref writer);
        writer.Append((byte)'\n');
        headers.WriteNames(ref writer, ";"u8);
        writer.Append((byte)'\n');
        writer.Append(payloadHash);
    }
}
