namespace R2.Models;

/// <summary>A bucket that objects are fetched from when they are asked for, with what opens it. It shows none of its secrets.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/data-migration/sippy/</remarks>
public sealed class R2SippySource
{
    private R2SippySource(string provider, string name) => (Provider, Name) = (provider, name);

    /// <summary><c>aws</c>, <c>gcs</c>, <c>s3</c> or <c>azure</c>.</summary>
    public string Provider { get; }

    /// <summary>Bucket or container, or the address of the bucket.</summary>
    public string Name { get; }

    /// <summary>Region, of AWS.</summary>
    public string? Region { get; private init; }

    /// <summary>Account, of Azure.</summary>
    public string? AccountName { get; private init; }

    internal R2Credential? Credential { get; private init; }

    internal string? ClientEmail { get; private init; }

    internal string? PrivateKey { get; private init; }

    internal string? AccountKey { get; private init; }

    internal string? SasToken { get; private init; }

    /// <summary>A bucket of AWS.</summary>
    /// <param name="bucketName">Bucket.</param>
    /// <param name="region">Its region.</param>
    /// <param name="credential">Key pair that may list and read it.</param>
    public static R2SippySource FromAws(string bucketName, string region, R2Credential credential) => new("aws", bucketName) { Region = region, Credential = credential };

    /// <summary>A bucket of another S3 server.</summary>
    /// <param name="bucketUrl">Address of the bucket.</param>
    /// <param name="credential">Key pair that may list and read it.</param>
    public static R2SippySource FromS3(Uri bucketUrl, R2Credential credential)
    {
        ArgumentNullException.ThrowIfNull(bucketUrl);
        return new("s3", bucketUrl.AbsoluteUri) { Credential = credential };
    }

    /// <summary>A bucket of Google Cloud Storage.</summary>
    /// <param name="bucketName">Bucket.</param>
    /// <param name="clientEmail">Service account that may read it.</param>
    /// <param name="privateKey">Its private key, in PEM.</param>
    public static R2SippySource FromGcs(string bucketName, string clientEmail, string privateKey) => new("gcs", bucketName) { ClientEmail = clientEmail, PrivateKey = privateKey };

    /// <summary>A container of Azure Blob Storage.</summary>
    /// <param name="accountName">Storage account.</param>
    /// <param name="container">Container.</param>
    /// <param name="accountKey">Key of the account; null where a token is given.</param>
    /// <param name="sasToken">Shared access signature; null where a key is given.</param>
    public static R2SippySource FromAzure(string accountName, string container, string? accountKey = null, string? sasToken = null) =>
        new("azure", container) { AccountName = accountName, AccountKey = accountKey, SasToken = sasToken };

    /// <summary>Provider and bucket.</summary>
    public override string ToString() => $"{Provider}:{Name}";
}
