namespace R2.Diagnostics.Metrics;

/// <summary>
/// Counts what R2 wants money for: every attempt that was answered, since each is an operation to R2, but those refused as unauthenticated or unauthorized,
/// which are not charged. https://developers.cloudflare.com/r2/pricing/#will-i-be-charged-for-failed-requests-to-my-r2-bucket
/// </summary>
internal sealed class BillingTally
{
    private readonly long[] _operations = new long[2 * Enum.GetValues<BillingClass>().Length];
    private long _retrievedBytes;

    /// <summary>Bytes read from objects of the class STANDARD_IA.</summary>
    public long RetrievedBytes => Interlocked.Read(ref _retrievedBytes);

    public void Count(string operation, int status, bool infrequentAccess)
    {
        if (status is not (401 or 403))
        {
            Interlocked.Increment(ref _operations[Index(ClassOf(operation), infrequentAccess)]);
        }
    }

    public void Retrieve(int bytes) => Interlocked.Add(ref _retrievedBytes, bytes);

    public long Of(BillingClass billingClass) => Read(billingClass, false) + Read(billingClass, true);

    public long OfInfrequentAccess(BillingClass billingClass) => Read(billingClass, true);

    /// <summary>In US dollars, to the single operation: without the free amounts and without rounding up to whole millions, both of which are the account's by the month.</summary>
    public decimal Cost =>
        (Read(BillingClass.A, false) * R2Prices.ClassA)
        + (Read(BillingClass.A, true) * R2Prices.InfrequentAccessClassA)
        + (Read(BillingClass.B, false) * R2Prices.ClassB)
        + (Read(BillingClass.B, true) * R2Prices.InfrequentAccessClassB)
        + (RetrievedBytes * R2Prices.InfrequentAccessRetrievedByte);

    /// <summary>The class of an operation, by the lists of the price page; what is on none of them removes something, and counts as the deletes that are.</summary>
    public static BillingClass ClassOf(string operation) => operation switch
    {
        "ListBuckets" or "CreateBucket" or "PutBucket" or "ListObjects" or "LifecycleStorageTierTransition" or "PutBucketEncryption" or "ListObjectsV2" or "PutObject" or "CopyObject" or "CompleteMultipartUpload" or "CreateMultipartUpload"
            or "ListMultipartUploads" or "UploadPart" or "UploadPartCopy" or "ListParts" or "PutBucketCors" or "PutBucketLifecycleConfiguration" => BillingClass.A,
        "HeadBucket" or "HeadObject" or "GetObject" or "UsageSummary" or "GetBucketEncryption" or "GetBucketLocation" or "GetBucketCors" or "GetBucketLifecycleConfiguration" => BillingClass.B,
        _ => BillingClass.Free,
    };

    private static int Index(BillingClass billingClass, bool infrequentAccess) => (2 * (int)billingClass) + (infrequentAccess ? 1 : 0);

    private long Read(BillingClass billingClass, bool infrequentAccess) => Interlocked.Read(ref _operations[Index(billingClass, infrequentAccess)]);
}
