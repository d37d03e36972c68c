namespace R2.Cmdlets.Connections;

/// <summary>Where a session's commands go, and as whom. Holds a credential and shows none of it but the access key id.</summary>
public sealed class R2Connection
{
    internal R2Connection(R2ClientOptions options, string? bucketName, string source)
    {
        Client = new R2Client(options);
        AccountId = options.AccountId;
        Jurisdiction = options.Jurisdiction;
        AccessKeyId = options.Credential.AccessKeyId;
        IsTemporary = options.Credential.IsTemporary;
        BucketName = bucketName;
        Source = source;
    }

    public string? AccountId { get; }

    public Uri Endpoint => Client.Endpoint;

    public R2Jurisdiction Jurisdiction { get; }

    public string AccessKeyId { get; }

    /// <summary>Whether the credential has a session token, and so an end.</summary>
    public bool IsTemporary { get; }

    /// <summary>Bucket of commands that name none; may be null.</summary>
    public string? BucketName { get; }

    /// <summary>What made the connection: a cmdlet, or the environment.</summary>
    public string Source { get; }

    internal R2Client Client { get; }

    public override string ToString() => $"{Endpoint} as {AccessKeyId}";
}
