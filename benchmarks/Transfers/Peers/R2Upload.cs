namespace R2.TransferBenchmark.Peers;

/// <summary>Puts an object in place that others then read.</summary>
internal sealed class R2Upload(R2Client client)
{
    public async Task RunAsync(string path, string key)
    {
        R2TransferManager manager = new(client);
        await manager.UploadAsync(new R2UploadRequest { BucketName = Job.Bucket, Key = key, Content = R2Content.FromFile(path) }).ConfigureAwait(false);
    }
}
