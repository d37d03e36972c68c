using R2.Rules;

namespace R2;

/// <summary>What a temporary credential is to be good for. Checked as a whole by <see cref="R2Credential.Delegate"/>.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/api/s3/temporary-credentials/</remarks>
public sealed record TemporaryCredentialOptions
{
    /// <summary>Longest lifetime: 7 days, as of Cloudflare's own Temporary Credentials API.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(7);

    /// <summary>The operations that <see cref="Actions"/> takes.</summary>
    public static IReadOnlyList<string> AllActions { get; } =
    [
        "HeadObject", "GetObject", "GetBucketLocation", "ListObjectsV1", "ListObjectsV2", "ListMultipartUploads", "ListParts",
        "PutObject", "DeleteObject", "DeleteObjects", "CopyObject",
        "CreateMultipartUpload", "UploadPart", "UploadPartCopy", "AbortMultipartUpload", "CompleteMultipartUpload",
    ];

    /// <summary>Cloudflare account id.</summary>
    public required string AccountId { get; init; }

    /// <summary>Endpoint that the credential is for; others refuse it.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The one bucket that it reaches.</summary>
    public required string BucketName { get; init; }

    /// <summary>What it may do; null where <see cref="Actions"/> alone say it.</summary>
    public R2AccessLevel? Permission { get; init; }

    /// <summary>The only S3 operations it may use; empty for all that <see cref="Permission"/> allows.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>Beginnings of the keys that it reaches; with <see cref="Objects"/> empty too, it reaches all.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Keys that it reaches.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>How long it lives, 1 second to 7 days; an hour when left out.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    internal void Validate()
    {
        NameRules.Bucket(BucketName);
        if (Lifetime < TimeSpan.FromSeconds(1) || Lifetime > MaxLifetime)
        {
            throw R2Exception.OutOfRange(nameof(Lifetime), Lifetime.ToString("g", System.Globalization.CultureInfo.InvariantCulture), "1 second to 7 days");
        }

        if (Permission is null && Actions.Count == 0)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, "Neither Permission nor Actions is given; at least one of them must be.");
        }

        foreach (string action in Actions.Where(static action => !AllActions.Contains(action)))
        {
            throw R2Exception.OutOfRange(nameof(Actions), action, string.Join(", ", AllActions));
        }

        CheckKeys(nameof(Prefixes), Prefixes);
        CheckKeys(nameof(Objects), Objects);
    }

    private static void CheckKeys(string name, IReadOnlyList<string> keys)
    {
        foreach (string key in keys)
        {
            if (string.IsNullOrEmpty(key) || key[0] == '/')
            {
                throw R2Exception.OutOfRange(name, key, "keys or beginnings of keys, without a slash in front: keys do not begin with the bucket's slash");
            }

            NameRules.Key(key);
        }
    }
}
