using System.Globalization;
using R2.Models;
using R2.Requests;
using R2.Rules;

namespace R2;

public sealed partial class R2Client
{
    /// <summary>Longest lifetime of a presigned URL. Source: https://developers.cloudflare.com/r2/api/s3/presigned-urls/</summary>
    public static readonly TimeSpan MaxPresignLifetime = TimeSpan.FromDays(7);

    /// <summary>Whether a response to this client has told the endpoint's time, by which it signs where this machine's clock is far off.</summary>
    public bool IsClockCompared => _clock.IsCompared;

    /// <summary>
    /// Compares this machine's clock with the endpoint's, unless a response to this client has told it already: one unsigned request, which waits 5 seconds at most. A request
    /// is signed anew where its date is refused; a URL that others send is not, so a wrong clock makes one that does not work.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the clock has been compared; false where nobody answers. It fails in no other way.</returns>
    public Task<bool> CompareClockAsync(CancellationToken cancellationToken = default) => _clockComparison.RunAsync().WaitAsync(cancellationToken);

    /// <summary>
    /// Signs a request for others to send, with a credential that is renewed first where it is about to end and its source is known
    /// (<see cref="R2ClientOptions.RenewCredential"/>): a URL does not outlive what signed it. Nothing is sent.
    /// </summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels the renewal.</param>
    /// <exception cref="R2Exception">The lifetime, the method or a name is outside its range, or the credential has ended and its source fails.</exception>
    public async ValueTask<R2PresignedUrl> PresignAsync(string bucketName, string key, PresignOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        CheckPresign(options);
        return Presign(bucketName, key, options, await _credentials.GetAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Signs a request for others to send, with the <see cref="Credential"/> of now, however soon it ends. Nothing is sent; whether bucket and object exist is not looked at.
    /// </summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="R2Exception">The lifetime, the method or a name is outside its range.</exception>
    public R2PresignedUrl Presign(string bucketName, string key, PresignOptions? options = null)
    {
        options ??= new();
        CheckPresign(options);
        return Presign(bucketName, key, options, _credentials.Value);
    }

    private R2PresignedUrl Presign(string bucketName, string key, PresignOptions options, R2Credential credential)
    {
        List<KeyValuePair<string, string>> query = [];
        if (options.UploadId is { } uploadId)
        {
            query.Add(new("partNumber", options.PartNumber!.Value.ToString(CultureInfo.InvariantCulture)));
            query.Add(new("uploadId", uploadId));
        }

        query.AddRange(options.ResponseOverrides?.ToQuery() ?? []);
        IReadOnlyDictionary<string, string> headers = HeaderRules.Signed(options.SignedHeaders ?? R2ObjectInfo.EmptyMetadata);
        DateTimeOffset now = _clock.GetUtcNow();
        string address = S3Uri.Format(Endpoint, NameRules.Bucket(bucketName), NameRules.Key(key), query);
        return new R2PresignedUrl
        {
            Url = _presigner.Presign(options.Method.Method, address, headers, credential, options.ExpiresIn, now),
            Method = options.Method.Method,
            BucketName = bucketName,
            Key = key,
            // A URL does not outlive the credential that signed it.
            Expires = credential.Expires is { } end && end < now + options.ExpiresIn ? end : now + options.ExpiresIn,
            SignedHeaders = headers,
        };
    }

    private static void CheckPresign(PresignOptions options)
    {
        if (options.ExpiresIn < TimeSpan.FromSeconds(1) || options.ExpiresIn > MaxPresignLifetime)
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.InvalidExpiry,
                $"ExpiresIn is {options.ExpiresIn:c} ({options.ExpiresIn.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s); it must be 1 second to 7 days (604,800 s).");
        }

        if (options.Method.Method is not ("GET" or "HEAD" or "PUT" or "DELETE"))
        {
            throw R2Exception.OutOfRange("Method", options.Method.Method, "GET, HEAD, PUT or DELETE (R2 takes no POST forms)");
        }

        if (options.ResponseOverrides is not null && options.Method.Method is not ("GET" or "HEAD"))
        {
            throw R2Exception.OutOfRange("Method", options.Method.Method, "GET or HEAD where headers of the answer are given");
        }

        bool isPart = options.UploadId is not null;
        if (isPart != options.PartNumber.HasValue || (isPart && options.Method != HttpMethod.Put) || options.PartNumber is < 1 or > MaxPartNumber)
        {
            throw R2Exception.OutOfRange("PartNumber", options.PartNumber, $"1 to {MaxPartNumber:N0}, together with UploadId and the method PUT");
        }
    }
}
