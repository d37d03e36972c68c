using R2.Emulator;
using R2.Models;

namespace R2.Fuzz.Targets;

/// <summary>A transfer of three parts that is interrupted, whose journal is exchanged, and that is then resumed.</summary>
internal sealed class InterruptedTransfer : IDisposable
{
    private const string Bucket = "bucket";
    private const string Key = "key";
    private const int PartSize = 5 << 20;

    private readonly R2EmulatorServer _emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Bucket] });
    private readonly R2Client _client;
    private readonly R2TransferManager _manager;
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-fuzz-journals-").FullName;
    private readonly byte[] _bytes = new byte[(2 * PartSize) + 1];

    public InterruptedTransfer()
    {
        new Random(1).NextBytes(_bytes);
        File.WriteAllBytes(Source, _bytes);
        _client = new R2Client(new R2ClientOptions { Credential = new(_emulator.AccessKeyId, _emulator.SecretAccessKey), Endpoint = _emulator.Endpoint, BreakerFailureThreshold = 0 });
        _manager = new R2TransferManager(_client, new TransferOptions
        {
            PartSize = PartSize,
            MultipartThreshold = PartSize,
            Concurrency = 1,
            Resume = true,
            Retry = new() { MaxAttempts = 1 },
            StateDirectory = Path.Combine(_folder, "state"),
        });
    }

    private string Source => Path.Combine(_folder, "source");

    private string Target => Path.Combine(_folder, "target");

    /// <summary>An upload with another journal: it makes the object, and leaves no upload of its own.</summary>
    public void Upload(byte[] journal)
    {
        R2UploadRequest request = new() { BucketName = Bucket, Key = Key, Content = R2Content.FromFile(Source) };
        Interrupt(Fault.Status(403, "AccessDenied") with { Operation = "CompleteMultipartUpload", Times = 1 }, () => _manager.UploadAsync(request));
        string[] earlier = Unfinished();
        Exchange(journal);
        _manager.UploadAsync(request).GetAwaiter().GetResult();

        using (R2ObjectContent stored = _client.GetObjectAsync(Bucket, Key).GetAwaiter().GetResult())
        using (MemoryStream bytes = new())
        {
            stored.Content.CopyTo(bytes);
            Expect.That(_bytes.AsSpan().SequenceEqual(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)), "the object is the file");
        }

        // Whose id the journal no longer says, nobody can end.
        Expect.That(Unfinished().All(earlier.Contains), "no upload is left but the one that was interrupted");
        foreach (R2MultipartUpload upload in Uploads())
        {
            _client.AbortMultipartUploadAsync(upload).GetAwaiter().GetResult();
        }

        Tidy();
    }

    /// <summary>A download with another journal: the file is the object, and nothing else is left in its folder.</summary>
    public void Download(byte[] journal)
    {
        _client.PutObjectAsync(Bucket, Key, R2Content.FromBytes(_bytes)).GetAwaiter().GetResult();
        File.Delete(Target);
        R2DownloadRequest request = new() { BucketName = Bucket, Key = Key, Path = Target };
        Interrupt(Fault.DropResponseBodyAfter(PartSize + (PartSize / 2)) with { Operation = "GetObject" }, () => _manager.DownloadAsync(request));
        Expect.That(!File.Exists(Target), "an interrupted download has no file");
        Exchange(journal);
        _manager.DownloadAsync(request).GetAwaiter().GetResult();
        Expect.That(_bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Target)), "the file is the object");
        Tidy();
    }

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Interrupt(Fault fault, Func<Task> transfer)
    {
        _emulator.Faults.Add(fault);
        Expect.That(!Expect.Reads<R2Exception>(() => transfer().GetAwaiter().GetResult()), "the transfer is interrupted");
        _emulator.Faults.Clear();
    }

    /// <summary>An asterisk in the input stands for the journal as it is.</summary>
    private void Exchange(byte[] journal)
    {
        string path = Directory.GetFiles(Path.Combine(_folder, "state"), "*.jsonl").Single();
        byte[] original = File.ReadAllBytes(path);
        int star = journal.AsSpan().IndexOf((byte)'*');
        File.WriteAllBytes(path, star < 0 ? journal : [.. journal[..star], .. original, .. journal[(star + 1)..]]);
    }

    private void Tidy()
    {
        string[] left = [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file)).Where(static file => file is not ("source" or "target"))];
        Expect.That(left.Length == 0, $"nothing is left: {string.Join(", ", left)}");
    }

    private string[] Unfinished() => [.. Uploads().Select(static upload => upload.UploadId)];

    private IReadOnlyList<R2MultipartUpload> Uploads() => _client.ListMultipartUploadsAsync(Bucket).GetAwaiter().GetResult().Uploads;
}
