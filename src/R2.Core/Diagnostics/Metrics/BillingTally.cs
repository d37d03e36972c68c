namespace R2.Diagnostics.Metrics;

/// <summary>
/// Counts what R2 wants money for: every attempt that was answered, since each is an operation to R2, but those refused as unauthenticated or unauthorized,
/// which are not charged. https://developers.cloudflare.com/r2/pricing/#will-i-be-charged-for-failed-requests-to-my-r2-bucket
/// </summary>
internal sealed class BillingTally
{
    private readonly CounterSet<(BillingClass Class, bool InfrequentAccess)> _operations = new();
    private long _retrievedBytes;

    /// <summary>Bytes read from objects of the class STANDARD_IA.</summary>
    public long RetrievedBytes => Interlocked.Read(ref _retrievedBytes);

    public void Count(string operation, int status, bool infrequentAccess)
    {
        if (status is not (401 or 403))
        {
            _operations.Add((ClassOf(operation), infrequentAccess));
        }
    }

    public void Retrieve(int bytes) => Interlocked.Add(ref _retrievedBytes, bytes);

    public long Of(BillingClass billingClass) => _operations.Of((billingClass, false)) + _operations.Of((billingClass, true));

    public long OfInfrequentAccess(BillingClass billingClass) => _operations.Of((billingClass, true));

    /// <summary>In US dollars, to the single operation: without the free amounts and without rounding up to whole millions, both of which are the account's by the month.</summary>
    public decimal Cost =>
        (_operations.Of((BillingClass.A, false)) * R2Prices.ClassA)
        + (_operations.Of((BillingClass.A, true)) * R2Prices.InfrequentAccessClassA)
        + (_operations.Of((BillingClass.B, false)) * R2Prices.ClassB)
        + (_operations.Of((BillingClass.B, true)) * R2Prices.InfrequentAccessClassB)
        + (RetrievedBytes * R2Prices.InfrequentAccessRetrievedByte);

    /// <summary>The class of an operation, by the lists of the price page; what is on none of them removes something, and counts as the deletes that are.</summary>
    public static BillingClass ClassOf(string operation) => operation switch
    {
        "ListBuckets" or "CreateBucket" or "ListObjectsV2" or "PutObject" or "CopyObject" or "CompleteMultipartUpload" or "CreateMultipartUpload"
            or "ListMultipartUploads" or "UploadPart" or "UploadPartCopy" or "ListParts" or "PutBucketCors" or "PutBucketLifecycleConfiguration" => BillingClass.A,
        "HeadBucket" or "HeadObject" or "GetObject" or "GetBucketEncryption" or "GetBucketLocation" or "GetBucketCors" or "GetBucketLifecycleConfiguration" => BillingClass.B,
        _ => BillingClass.Free,
    };
}
