using R2.Api;
using R2.Models;

namespace R2;

public sealed partial class R2ApiClient
{
    /// <summary>Cloudflare's number for a bucket that there is not.</summary>
    private const int NoSuchBucket = 10006;

    /// <summary>Whether a bucket fetches objects that it lacks from another cloud.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<R2BucketSippy> GetSippyAsync(string bucketName, CancellationToken cancellationToken = default)
    {
        try
        {
            return await AskAsync<R2BucketSippy>(OfBucket(ApiRequest.Get("GetSippy", bucketName), "sippy").ReadBy(envelope => ReadSippy(envelope.Result, bucketName)), cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Kind == R2ErrorKind.NotFound && e.Code != R2ErrorCodes.OfApi(NoSuchBucket))
        {
            // A bucket that never had it.
            return new R2BucketSippy { BucketName = bucketName };
        }
    }

    /// <summary>Has a bucket fetch objects that it lacks from another cloud when they are asked for, and keep them.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="source">Where from.</param>
    /// <param name="credential">Key pair that may write to the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketSippy> EnableSippyAsync(string bucketName, R2SippySource source, R2Credential credential, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(credential);
        return AskAsync<R2BucketSippy>(
            OfBucket(ApiRequest.Put("PutSippy", bucketName), "sippy")
                .WithBody(ApiJson.Body(json => json
                    .Object("source", one => WriteSource(one, source))
                    .Object("destination", target => WriteKeys(target.Text("provider", "r2"), credential))))
                .ReadBy(envelope => ReadSippy(envelope.Result, bucketName)),
            cancellationToken);
    }

    /// <summary>Ends that; objects that were fetched stay.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task DisableSippyAsync(string bucketName, CancellationToken cancellationToken = default) => DoAsync(OfBucket(ApiRequest.Delete("DeleteSippy", bucketName), "sippy"), cancellationToken);

    private static void WriteSource(ApiJson json, R2SippySource source)
    {
        json.Text("provider", source.Provider);
        switch (source.Provider)
        {
            case "aws":
                WriteKeys(json.Text("bucket", source.Name).Text("region", source.Region), source.Credential!);
                break;
            case "s3":
                WriteKeys(json.Text("bucketUrl", source.Name), source.Credential!);
                break;
            case "gcs":
                json.Text("bucket", source.Name).Text("clientEmail", source.ClientEmail).Secret("privateKey", source.PrivateKey);
                break;
            default:
                json.Text("accountName", source.AccountName).Text("container", source.Name);
                _ = source.SasToken is { } token ? json.Secret("sasToken", token) : json.Secret("accountKey", source.AccountKey);
                break;
        }
    }

    private static R2BucketSippy ReadSippy(ApiValue sippy, string bucketName)
    {
        ApiValue? source = sippy.Find("source");
        return new R2BucketSippy
        {
            BucketName = bucketName,
            Enabled = sippy.Flag("enabled"),
            Provider = source?.TextOrNull("provider"),
            SourceBucket = source?.TextOrNull("bucket") ?? source?.TextOrNull("container"),
            SourceUrl = source?.TextOrNull("bucketUrl"),
            SourceRegion = source?.TextOrNull("region"),
            AccessKeyId = sippy.Find("destination")?.TextOrNull("accessKeyId"),
        };
    }
}
