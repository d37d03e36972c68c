namespace R2.TransferBenchmark;

/// <summary>What one process is to do, the same for every side.</summary>
internal sealed record Job
{
    public const string Bucket = "bench";
    public const string OtherBucket = "bench-other";
    public const int PartSize = 10 << 20;
    public const int PartConcurrency = 4;

    public required Operation Operation { get; init; }

    public required S3Endpoint Endpoint { get; init; }

    /// <summary>Key of the one object, or what the keys of many begin with, ending in a slash.</summary>
    public required string Key { get; init; }

    /// <summary>The file or folder that is read or written; for a pipe the file that becomes standard input.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes that are moved; 0 where the number of items matters.</summary>
    public long Bytes { get; init; }

    /// <summary>Objects of <see cref="Operation.UpMany"/>, <see cref="Operation.DownMany"/> and <see cref="Operation.List"/>.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Requests at once of many small objects; those of one object have <see cref="PartConcurrency"/>.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Whether nothing of what is synced is at the destination yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>Where a side keeps what it remembers from one process to the next.</summary>
    public string? StateFolder { get; init; }

    /// <summary>File names of the many, relative to <see cref="Path"/> and to <see cref="Key"/>.</summary>
    public IEnumerable<string> Names => Enumerable.Range(0, Count).Select(i => $"{i:D6}.bin");
}
