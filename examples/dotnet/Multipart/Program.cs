// A file in parts: by the transfer manager, which resumes and verifies; and by hand, where the parts come from different places.
using R2;
using R2.Models;

using Place place = new();
using R2Client client = new(place.Options);
string file = Path.GetTempFileName();
await File.WriteAllBytesAsync(file, new byte[12 << 20]);

// Interrupted, the same line goes on where it stopped.
R2TransferManager transfers = new(client, new TransferOptions { MultipartThreshold = 5 << 20, PartSize = 5 << 20, Concurrency = 4, Resume = true });
R2UploadResult result = await transfers.UploadAsync(new R2UploadRequest { BucketName = place.Bucket, Key = "by-manager.bin", Content = R2Content.FromFile(file) });
Console.WriteLine($"{result.PartCount} parts");

R2MultipartUpload upload = await client.CreateMultipartUploadAsync(place.Bucket, "by-hand.bin");
try
{
    // Every part but the last has the same length, 5 MiB or more.
    R2Part[] parts = await Task.WhenAll(
        client.UploadPartAsync(upload, 1, R2Content.FromBytes(new byte[5 << 20])),
        client.UploadPartAsync(upload, 2, R2Content.FromBytes("the end"u8.ToArray())));
    R2CompleteResult complete = await client.CompleteMultipartUploadAsync(upload, parts);
    Console.WriteLine(complete.ETag?.EndsWith("-2", StringComparison.Ordinal));
}
catch
{
    await client.AbortMultipartUploadAsync(upload);
    throw;
}

await client.DeleteObjectsAsync(place.Bucket, ["by-manager.bin", "by-hand.bin"]);
File.Delete(file);
