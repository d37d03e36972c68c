using R2.Models;

namespace R2.TransferBenchmark.Peers;

/// <summary>R2.Core without PowerShell, by its defaults.</summary>
internal sealed class R2Peer : Peer
{
    protected override async Task UpAsync(Job job)
    {
        using R2Client client = job.Endpoint.Connect();
        R2TransferManager manager = new(client);
        await manager.UploadAsync(new R2UploadRequest { BucketName = Job.Bucket, Key = job.Key, Content = R2Content.FromFile(job.Path) }).ConfigureAwait(false);
    }

    protected override async Task DownAsync(Job job)
    {
        using R2Client client = job.Endpoint.Connect();
        R2TransferManager manager = new(client);
        await manager.DownloadAsync(new R2DownloadRequest { BucketName = Job.Bucket, Key = job.Key, Path = job.Path }).ConfigureAwait(false);
    }

    protected override async Task UpManyAsync(Job job)
    {
        using R2Client client = job.Endpoint.Connect();
        R2TransferManager manager = new(client);
        await ForEachAsync(job, name => manager.UploadAsync(
            new R2UploadRequest { BucketName = Job.Bucket, Key = job.Key + name, Content = R2Content.FromFile(Path.Combine(job.Path, name)) })).ConfigureAwait(false);
    }

    protected override async Task DownManyAsync(Job job)
    {
        using R2Client client = job.Endpoint.Connect();
        R2TransferManager manager = new(client);
        await ForEachAsync(job, name => manager.DownloadAsync(
            new R2DownloadRequest { BucketName = Job.Bucket, Key = job.Key + name, Path = Path.Combine(job.Path, name) })).ConfigureAwait(false);
    }

    protected override async Task PipeAsync(Job job)
    {
        using R2Client client = job.Endpoint.Connect();
        R2TransferManager manager = new(client);
        using Stream input = Console.OpenStandardInput();
        await manager.UploadAsync(new R2UploadRequest { BucketName = Job.Bucket, Key = job.Key, Content = R2Content.FromStream(input) }).ConfigureAwait(false);
    }

    protected override async Task SyncAsync(Job job)
    {
        using R2Client client = job.Endpoint.Connect();
        bool copies = job.Operation == Operation.SyncCopy;
        R2SyncLocation bucket = R2SyncLocation.Bucket(client, Job.Bucket, job.Key);
        R2SyncManager manager = copies ? new(bucket, R2SyncLocation.Bucket(client, Job.OtherBucket, job.Key)) : new(R2SyncLocation.Folder(job.Path), bucket);
        await foreach (R2SyncAction action in manager.RunAsync().ConfigureAwait(false))
        {
            if (!action.Done)
            {
                throw new InvalidOperationException($"{action.Key}: {action.Action}");
            }
        }
    }

    protected override async Task<int> ListAsync(Job job)
    {
        using R2Client client = job.Endpoint.Connect();
        int count = 0;
        await foreach (R2ObjectPage page in client.EnumerateObjectPagesAsync(Job.Bucket, new ListObjectsOptions { Prefix = job.Key }).ConfigureAwait(false))
        {
            count += page.Objects.Count;
        }

        return count;
    }
}
