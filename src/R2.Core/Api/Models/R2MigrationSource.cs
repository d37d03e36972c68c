namespace R2.Models;

/// <summary>A bucket to copy from, with what opens it. It shows none of its secrets.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/data-migration/super-slurper/</remarks>
public sealed class R2MigrationSource
{
    private R2MigrationSource(string vendor, string bucketName) => (Vendor, BucketName) = (vendor, bucketName);

    /// <summary><c>s3</c>, <c>gcs</c> or <c>r2</c>.</summary>
    public string Vendor { get; }

    /// <summary>Bucket.</summary>
    public string BucketName { get; }

    /// <summary>Endpoint of an S3 server other than AWS; null for AWS.</summary>
    public Uri? Endpoint { get; private init; }

    /// <summary>Region of an S3 server.</summary>
    public string? Region { get; private init; }

    /// <summary>Jurisdiction of a bucket of R2's.</summary>
    public R2Jurisdiction Jurisdiction { get; private init; }

    /// <summary>Copies only keys that begin so; null for all.</summary>
    public string? Prefix { get; private init; }

    /// <summary>Copies only these keys, 10,000 at most; none for all.</summary>
    public IReadOnlyList<string> Keys { get; private init; } = [];

    /// <summary>Key pair of an S3 server or of R2.</summary>
    internal R2Credential? Credential { get; private init; }

    /// <summary>Service account of Google's.</summary>
    internal string? ClientEmail { get; private init; }

    /// <summary>Its private key, in PEM.</summary>
    internal string? PrivateKey { get; private init; }

    /// <summary>A bucket of AWS, or of another S3 server.</summary>
    /// <param name="bucketName">Bucket.</param>
    /// <param name="credential">Key pair that may list and read it.</param>
    /// <param name="endpoint">Endpoint of another server; null for AWS.</param>
    /// <param name="region">Region; null where the endpoint says it.</param>
    /// <param name="prefix">Copies only keys that begin so; null for all.</param>
    /// <param name="keys">Copies only these keys; null for all.</param>
    public static R2MigrationSource FromS3(string bucketName, R2Credential credential, Uri? endpoint = null, string? region = null, string? prefix = null, IReadOnlyList<string>? keys = null) =>
        new("s3", bucketName) { Credential = credential, Endpoint = endpoint, Region = region, Prefix = prefix, Keys = keys ?? [] };

    /// <summary>A bucket of Google Cloud Storage.</summary>
    /// <param name="bucketName">Bucket.</param>
    /// <param name="clientEmail">Service account that may read it.</param>
    /// <param name="privateKey">Its private key, in PEM.</param>
    /// <param name="prefix">Copies only keys that begin so; null for all.</param>
    /// <param name="keys">Copies only these keys; null for all.</param>
    public static R2MigrationSource FromGcs(string bucketName, string clientEmail, string privateKey, string? prefix = null, IReadOnlyList<string>? keys = null) =>
        new("gcs", bucketName) { ClientEmail = clientEmail, PrivateKey = privateKey, Prefix = prefix, Keys = keys ?? [] };

    /// <summary>Another bucket of R2's.</summary>
    /// <param name="bucketName">Bucket.</param>
    /// <param name="credential">Key pair that may read it.</param>
    /// <param name="jurisdiction">Its jurisdiction.</param>
    /// <param name="prefix">Copies only keys that begin so; null for all.</param>
    /// <param name="keys">Copies only these keys; null for all.</param>
    public static R2MigrationSource FromR2(string bucketName, R2Credential credential, R2Jurisdiction jurisdiction = R2Jurisdiction.Default, string? prefix = null, IReadOnlyList<string>? keys = null) =>
        new("r2", bucketName) { Credential = credential, Jurisdiction = jurisdiction, Prefix = prefix, Keys = keys ?? [] };

    /// <summary>Vendor and bucket.</summary>
    public override string ToString() => $"{Vendor}:{BucketName}{(Prefix is null ? "" : $"/{Prefix}")}";
}
