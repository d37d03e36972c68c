using R2.Models;

namespace R2.Contract.Calls;

/// <summary>Calls about buckets, their domains and their objects.</summary>
internal static class BucketCalls
{
    private const string Domain = "files.example.com";
    private const string ZoneId = "023e105f4ecef8ad9ca31a8372d0c353";

    public static IEnumerable<ApiCall> All(CallContext at)
    {
        R2ApiClient api = at.Client;
        yield return new("VerifyToken", "", () => api.VerifyTokenAsync());
        yield return new("CreateBucket", "", () => api.CreateBucketAsync("made-plain"));
        yield return new("CreateBucket", "with location and class", () => api.CreateBucketAsync("made-there", new() { LocationHint = "weur", StorageClass = R2StorageClass.StandardInfrequentAccess }));
        foreach (R2Jurisdiction jurisdiction in Enum.GetValues<R2Jurisdiction>())
        {
            yield return new("CreateBucket", $"in {jurisdiction}", () => at.In(jurisdiction).CreateBucketAsync($"made-{jurisdiction}".ToLowerInvariant().Replace('_', '-')));
            yield return new("EnumerateBuckets", $"of {jurisdiction}", () => CallContext.ReadAsync(at.In(jurisdiction).EnumerateBucketsAsync()));
        }

        yield return new("EnumerateBuckets", "by name", () => CallContext.ReadAsync(api.EnumerateBucketsAsync("made")));
        yield return new("GetBucket", "", () => api.GetBucketAsync("made-there"));
        yield return new("SetBucketStorageClass", "", () => api.SetBucketStorageClassAsync("made-plain", R2StorageClass.StandardInfrequentAccess));
        yield return new("SetLocalUploads", "", () => api.SetLocalUploadsAsync(CallContext.Bucket, true));
        yield return new("GetLocalUploads", "", () => api.GetLocalUploadsAsync(CallContext.Bucket));
        yield return new("DeleteBucket", "", () => api.DeleteBucketAsync("made-plain"));

        yield return new("FindZone", "", () => api.FindZoneAsync(Domain));
        yield return new("AddDomain", "", () => api.AddDomainAsync(CallContext.Bucket, "plain.example.com", ZoneId));
        yield return new("AddDomain", "with settings", () => api.AddDomainAsync(CallContext.Bucket, Domain, ZoneId, new() { Enabled = true, MinTls = "1.2", Ciphers = ["ECDHE-RSA-AES128-GCM-SHA256"] }));
        yield return new("ListDomains", "", () => api.ListDomainsAsync(CallContext.Bucket));
        yield return new("GetDomain", "", () => api.GetDomainAsync(CallContext.Bucket, Domain));
        yield return new("SetDomain", "enabled", () => api.SetDomainAsync(CallContext.Bucket, Domain, new() { Enabled = false }));
        yield return new("SetDomain", "TLS", () => api.SetDomainAsync(CallContext.Bucket, Domain, new() { MinTls = "1.3", Ciphers = ["ECDHE-RSA-AES256-GCM-SHA384"] }));
        yield return new("RemoveDomain", "", () => api.RemoveDomainAsync(CallContext.Bucket, Domain));
        yield return new("SetPublicAccess", "", () => api.SetPublicAccessAsync(CallContext.Bucket, true));
        yield return new("GetPublicAccess", "", () => api.GetPublicAccessAsync(CallContext.Bucket));

        yield return new("EnumerateObjects", "", () => CallContext.ReadAsync(api.EnumerateObjectsAsync(CallContext.Bucket)));
        yield return new("EnumerateObjects", "below a prefix", () => CallContext.ReadAsync(api.EnumerateObjectsAsync(CallContext.Bucket, "dir/")));
        yield return new("DeleteObjects", "", () => api.DeleteObjectsAsync(CallContext.Bucket, ["a", "dir/b & c"]));
        yield return new("ClearBucket", "below a prefix", async () => at.JobId = (await api.ClearBucketAsync(CallContext.Bucket, "dir/")).JobId);
        yield return new("GetJob", "", () => api.GetJobAsync(CallContext.Bucket, at.JobId));
        yield return new("GetJob", "at its end", () => api.GetJobAsync(CallContext.Bucket, at.JobId));
        yield return new("ClearBucket", "", () => api.ClearBucketAsync(CallContext.Bucket));
        yield return new("EnumerateJobs", "", () => CallContext.ReadAsync(api.EnumerateJobsAsync(CallContext.Bucket)));
        yield return new("EnumerateJobs", "by status", () => CallContext.ReadAsync(api.EnumerateJobsAsync(CallContext.Bucket, "COMPLETED")));
    }
}
