namespace R2.TransferBenchmark;

/// <summary>A server of the run and the keys that it takes.</summary>
/// <param name="Address">Address without a slash at its end.</param>
/// <param name="AccessKeyId">Access key id.</param>
/// <param name="SecretAccessKey">Secret access key.</param>
/// <param name="Certificate">PEM file of the authority to trust for the run; null for http.</param>
/// <param name="HasSemantics">Whether it lists and checks; nginx only stores and serves, the list server only lists.</param>
internal sealed record S3Endpoint(string Address, string AccessKeyId, string SecretAccessKey, string? Certificate, bool HasSemantics)
{
    public R2Client Connect() => new(new R2ClientOptions { Endpoint = new Uri(Address), Credential = new R2Credential(AccessKeyId, SecretAccessKey), PoolMaxIdle = 64 });

    /// <summary>What a process needs to know of it, in the names that R2 gives it; AWS's names go along for the others.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Environment =>
    [
        new("R2_ENDPOINT", Address), new("R2_ACCESS_KEY_ID", AccessKeyId), new("R2_SECRET_ACCESS_KEY", SecretAccessKey), new("R2_BUCKET", Job.Bucket),
        new("AWS_ACCESS_KEY_ID", AccessKeyId), new("AWS_SECRET_ACCESS_KEY", SecretAccessKey), new("AWS_REGION", "us-east-1"), new("AWS_EC2_METADATA_DISABLED", "true"),
        new("AWS_CA_BUNDLE", Certificate), new("SSL_CERT_FILE", Certificate), new("CURL_CA_BUNDLE", Certificate), new("REQUESTS_CA_BUNDLE", null),
        new("http_proxy", null), new("https_proxy", null), new("HTTP_PROXY", null), new("HTTPS_PROXY", null), new("CI", null),
    ];
}
