using Minio;
using Minio.DataModel;
using Minio.DataModel.Args;
using Minio.DataModel.Response;

namespace R2.TransferBenchmark.Peers;

/// <summary>Minio's client, which sends one part after the other.</summary>
internal sealed class MinioPeer : Peer
{
    protected override async Task UpAsync(Job job)
    {
        using IMinioClient client = Connect();
        await PutAsync(client, job.Key, job.Path).ConfigureAwait(false);
    }

    protected override async Task DownAsync(Job job)
    {
        using IMinioClient client = Connect();
        await GetAsync(client, job.Key, job.Path).ConfigureAwait(false);
    }

    protected override async Task UpManyAsync(Job job)
    {
        using IMinioClient client = Connect();
        await ForEachAsync(job, name => PutAsync(client, job.Key + name, Path.Combine(job.Path, name))).ConfigureAwait(false);
    }

    protected override async Task DownManyAsync(Job job)
    {
        using IMinioClient client = Connect();
        await ForEachAsync(job, name => GetAsync(client, job.Key + name, Path.Combine(job.Path, name))).ConfigureAwait(false);
    }

    protected override async Task<int> ListAsync(Job job)
    {
        using IMinioClient client = Connect();
        int count = 0;
        await foreach (Minio.DataModel.Item _ in client.ListObjectsEnumAsync(new ListObjectsArgs().WithBucket(Job.Bucket).WithPrefix(job.Key).WithRecursive(true)).ConfigureAwait(false))
        {
            count++;
        }

        return count;
    }

    private static Task<PutObjectResponse> PutAsync(IMinioClient client, string key, string path) =>
        client.PutObjectAsync(new PutObjectArgs().WithBucket(Job.Bucket).WithObject(key).WithFileName(path));

    private static Task<ObjectStat> GetAsync(IMinioClient client, string key, string path) =>
        client.GetObjectAsync(new GetObjectArgs().WithBucket(Job.Bucket).WithObject(key).WithFile(path));

    private static IMinioClient Connect()
    {
        Uri address = new(Address);
        return new MinioClient().WithEndpoint(address.Host, address.Port).WithCredentials(AccessKeyId, SecretAccessKey).WithRegion("us-east-1").WithSSL(address.Scheme == "https").Build();
    }
}
