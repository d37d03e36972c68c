using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace R2.TransferBenchmark.Peers;

/// <summary>AWSSDK.S3's TransferUtility, with the part size and concurrency of the others; checksums by its defaults.</summary>
internal sealed class AwsSdkPeer : Peer
{
    protected override async Task UpAsync(Job job)
    {
        using AmazonS3Client client = Connect();
        using TransferUtility transfer = new(client, new TransferUtilityConfig { ConcurrentServiceRequests = Job.PartConcurrency, MinSizeBeforePartUpload = 100 << 20 });
        await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = Job.Bucket, Key = job.Key, FilePath = job.Path, PartSize = Job.PartSize }).ConfigureAwait(false);
    }

    protected override async Task DownAsync(Job job)
    {
        using AmazonS3Client client = Connect();
        using TransferUtility transfer = new(client, new TransferUtilityConfig { ConcurrentServiceRequests = Job.PartConcurrency });
        await transfer.DownloadAsync(new TransferUtilityDownloadRequest { BucketName = Job.Bucket, Key = job.Key, FilePath = job.Path }).ConfigureAwait(false);
    }

    protected override async Task UpManyAsync(Job job)
    {
        using AmazonS3Client client = Connect();
        using TransferUtility transfer = new(client, new TransferUtilityConfig { ConcurrentServiceRequests = job.Concurrency });
        await transfer.UploadDirectoryAsync(new TransferUtilityUploadDirectoryRequest
        {
            BucketName = Job.Bucket,
            KeyPrefix = job.Key.TrimEnd('/'),
            Directory = job.Path,
            UploadFilesConcurrently = true,
        }).ConfigureAwait(false);
    }

    protected override async Task DownManyAsync(Job job)
    {
        using AmazonS3Client client = Connect();
        using TransferUtility transfer = new(client, new TransferUtilityConfig { ConcurrentServiceRequests = job.Concurrency });
        await ForEachAsync(job, name => transfer.DownloadAsync(
            new TransferUtilityDownloadRequest { BucketName = Job.Bucket, Key = job.Key + name, FilePath = Path.Combine(job.Path, name) })).ConfigureAwait(false);
    }

    protected override async Task PipeAsync(Job job)
    {
        using AmazonS3Client client = Connect();
        using TransferUtility transfer = new(client, new TransferUtilityConfig { ConcurrentServiceRequests = Job.PartConcurrency });
        using Stream input = Console.OpenStandardInput();
        await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = Job.Bucket, Key = job.Key, InputStream = input, PartSize = Job.PartSize }).ConfigureAwait(false);
    }

    protected override async Task<int> ListAsync(Job job)
    {
        using AmazonS3Client client = Connect();
        int count = 0;
        await foreach (ListObjectsV2Response page in client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = Job.Bucket, Prefix = job.Key }).Responses.ConfigureAwait(false))
        {
            count += page.S3Objects?.Count ?? 0;
        }

        return count;
    }

    private static AmazonS3Client Connect() => new(AccessKeyId, SecretAccessKey, new AmazonS3Config { ServiceURL = Address, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
}
